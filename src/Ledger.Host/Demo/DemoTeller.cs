using System.Globalization;
using Ledger.Journal;
using Spectre.Console;

namespace Ledger.Host.Demo;

/// <summary>Tells the demo to a person: coloured on a terminal, plain text elsewhere, within 80 columns or the terminal's own width.</summary>
sealed class DemoTeller(IAnsiConsole console, Language language) : IDemoAudience
{
    const int WidthMax = 100;

    readonly IAnsiConsole _console = Narrowed(console);
    bool _keyExplained;

    public void Opened(string folder, DemoKey key)
    {
        _console.Write(new Rule($"[bold]{Say("Ledger: a year of an operator's life", "Ledger: год из жизни оператора")}[/]").LeftJustified());
        _console.WriteLine();
        _console.Write(new Panel(new Text(Say(Flow, FlowRu))) { Border = BoxBorder.Rounded, Padding = new(1, 0) });
        Raw($"{Say("Folder", "Папка")}: {folder}");
        Line($"[grey]{Say("The log's key", "Ключ журнала")}:[/] {key.Fingerprint[..Math.Min(16, key.Fingerprint.Length)]}… "
            + $"[grey]{Say("(SHA-256, whole at the end)", "(SHA-256, целиком в конце)")}[/]");
    }

    public void Began(Chapter chapter)
    {
        _console.WriteLine();
        _console.Write(new Rule($"[bold yellow]{Markup.Escape(chapter.Title.In(language))}[/]").LeftJustified());
    }

    public void Published(StoryStep step, IReadOnlyList<Receipt> receipts)
    {
        _console.WriteLine();
        var tree = new Tree($"[bold]{DemoTimes.Moment(step.At, language)}[/]  {Markup.Escape(step.Told.In(language))}") { Guide = TreeGuide.Line };
        foreach (var (happened, receipt) in step.Events.Zip(receipts))
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"#{receipt.Index,-4}");
            var about = happened.Subject is null ? "" : $" [blue]{Markup.Escape(happened.Subject)}[/]";
            var again = receipt.Duplicate ? $" [grey]({Say("was there", "уже есть")})[/]" : "";
            tree.AddNode($"[grey]{place}[/] {Markup.Escape(EventNames.Of(happened.Type).In(language))}{about} [grey]{happened.Type}[/]{again}");
        }
        _console.Write(tree);
    }

    public void Answered(LookMay asked, DemoAnswer answer)
    {
        var word = answer.Yes ? $"[green]{Say("YES", "ДА")}[/]" : $"[red]{Say("NO", "НЕТ")}[/]";
        Line($"  [cyan]?[/] {Markup.Escape(asked.Asked.In(language))} {word}. [grey]{Markup.Escape(answer.Reason.In(language))}[/]");
    }

    public void Found(IReadOnlyList<DemoFinding> findings)
    {
        if (findings.Count == 0) Line($"  [green]✓[/] {Say("Nothing was found in it.", "Нарушений не обнаружено.")}");
        foreach (var finding in findings) Line("  " + Shown(finding));
    }

    public void Answered(DemoFinding finding, bool accepted) =>
        Line($"  [green]✓[/] {Markup.Escape(finding.Id)}: {(accepted ? Say("its risk is accepted.", "риск принят.") : Say("explained.", "объяснение записано."))}");

    public void Signs(string folder, string key)
    {
        _console.WriteLine();
        Line(Say(
            "[bold]The console over this folder[/]: start the server, open http://127.0.0.1:8080/console and sign in with the officer's key. It is shown this once.",
            "[bold]Консоль над этой папкой[/]: запустите сервер, откройте http://127.0.0.1:8080/console и войдите с ключом ответственного. Он показан один раз."));
        Raw($"  ledger serve --data {folder}");
        Raw($"  {key}");
    }

    public void Due(IReadOnlyList<DemoDuty> duties)
    {
        if (duties.Count == 0) Line($"  [green]✓[/] {Say("It opened no duty.", "Обязанностей не возникло.")}");
        else _console.Write(Table(duties));
    }

    public void Opened(DemoFile file)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new($"{Say("The file of", "Карточка")} {Markup.Escape(file.UserId)}") };
        table.AddColumn(Say("What", "Что")).AddColumn(Say("Held", "Значение"));
        table.AddRow(new Text(Say("Token in the log", "Токен в журнале")), new Text(file.Token));
        foreach (var line in file.Lines)
            table.AddRow(new Text(line.Name.In(language)), line.Gone ? new Markup($"[red]{Markup.Escape(line.Value.In(language))}[/]") : new Text(line.Value.In(language)));
        table.Caption = new($"[grey]{Say("as of event", "по состоянию на событие")} {file.Known.ToString(CultureInfo.InvariantCulture)}[/]");
        _console.Write(table);
    }

    public void Unknown(string userId) =>
        Line($"  [green]✓[/] {Say($"Nobody is known as {userId} any more.", $"Под идентификатором {userId} больше никто не значится.")}");

    public void Drawn(DemoAct? act) => Line(act is null
        ? $"  [red]![/] {Say("The reports do not give an act.", "Из сообщений акт не составить.")}"
        : $"  [green]✓[/] {Markup.Escape(Path.GetFileName(act.Page))}, {Markup.Escape(Path.GetFileName(act.Table))}: "
            + string.Create(CultureInfo.InvariantCulture, $"{Say("reports", "сообщений")} {act.Reports}, {Say("items of the order not given", "не заполнено пунктов приказа")} {act.Missing}"));

    public void ActEnded(string act) =>
        Line($"  [green]✓[/] {Markup.Escape(act)}: {Say("its term has ended; its keys and its documents are gone.", "срок хранения истёк; ключи и документы уничтожены.")}");

    public void Certified(DemoCertificate certificate)
    {
        var tree = new Tree($"[bold]{Markup.Escape(Path.GetFileName(certificate.File))}[/] {Coloured(certificate.Verdict)}") { Guide = TreeGuide.Line };
        foreach (var line in certificate.Lines) tree.AddNode(new Text(line.In(language)));
        _console.Write(tree);
        foreach (var note in certificate.Verdict.Notes) Line($"  [grey]· {Markup.Escape(note.In(language))}[/]");
    }

    public void StillThere(IReadOnlyList<(string File, DemoVerdict Verdict)> checks)
    {
        _console.WriteLine();
        Line($"[bold]{Say("What was taken out in 2025, checked again", "Выданное в 2025 году проверено снова")}[/]");
        foreach (var (file, verdict) in checks) Line($"  {Markup.Escape(Path.GetFileName(file))}: {Coloured(verdict)}");
        Line($"[grey]{Say(
            "A copy must go when what it shows in the clear goes: Anna's trail of 2025 is replaced by that of 2029.",
            "Копия уничтожается вместе с тем, что показывает открыто: след Анны 2025 года заменён следом 2029-го.")}[/]");
    }

    public void Repeated(int events)
    {
        _console.WriteLine();
        Line(Say(
            $"[yellow]This folder holds the story already:[/] all {events} publications were duplicates, nothing was added. What follows is its end.",
            $"[yellow]В этой папке история уже есть:[/] все {events} публикаций повторны, ничего не добавлено. Далее – её итог."));
    }

    public void Remains(IReadOnlyList<DemoDuty> duties, IReadOnlyList<DemoFinding> findings)
    {
        _console.WriteLine();
        _console.Write(new Rule($"[bold yellow]{Say("The year in sum", "Итоги года")}[/]").LeftJustified());
        Line($"[bold]{Say("Duties", "Обязанности")}[/]");
        _console.Write(Table(duties));
        Line($"[bold]{Say("Findings", "Нарушения")}[/]");
        foreach (var finding in findings) Line("  " + Shown(finding));
    }

    public void Exported(DemoExport export, DemoVerdict withKey, DemoVerdict withoutKey)
    {
        _console.WriteLine();
        Line(string.Create(CultureInfo.InvariantCulture,
            $"[bold]{Markup.Escape(Path.GetFileName(export.Bundle))}[/] [grey]{Say("events", "событий")}: {export.Events}, {export.Bytes / 1024.0:N1} KiB[/]"));
        Line($"  {Say("with the log's key", "с ключом журнала")}: {Coloured(withKey)}");
        Line($"  {Say("without a key", "без ключа")}: {Coloured(withoutKey)}");
        if (_keyExplained) return;
        _keyExplained = true;
        foreach (var note in withKey.Notes) Line($"  [grey]· {Markup.Escape(note.In(language))}[/]");
    }

    public void Ended(DemoKey key, IReadOnlyList<DemoExport> exports, IReadOnlyList<string> certificates, bool genuine)
    {
        _console.WriteLine();
        _console.Write(new Rule().LeftJustified());
        Line(Say("Left for you to look at:", "Оставлено вам для проверки:"));
        foreach (var file in exports.SelectMany(export => (string[])[export.Bundle, export.Csv]).Concat(certificates).Append(key.File))
            Raw($"  {file}");
        Line(Say("Check one yourself, as its receiver would:", "Проверьте сами, как сделал бы получатель:"));
        foreach (var file in certificates.Prepend(exports[^1].Bundle)) Raw($"  ledger verify {file} --key @{key.File}");
        Line($"[grey]{Say("Fingerprint", "Отпечаток")}:[/] {Markup.Escape(key.Fingerprint)}");
        if (!genuine) Line($"[red]{Say("Not every export proved genuine.", "Не все выгрузки подтвердились.")}[/]");
    }

    public void Refused(StoryStep step, Refusal refusal) => Line(
        $"[red]{Say("Refused", "Отказано")}:[/] {DemoTimes.Moment(step.At, language)} {Markup.Escape(refusal.Code)}: {Markup.Escape(refusal.Message)} "
        + Say("Does the folder hold another ledger? Try another --data.", "В папке другой журнал? Укажите другую в --data."));

    Table Table(IReadOnlyList<DemoDuty> duties)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(Say("Rule", "Правило")).AddColumn(Say("What is due", "Что нужно")).AddColumn(Say("By law", "По закону"))
            .AddColumn(Say("Safe", "С запасом")).AddColumn(Say("Done", "Исполнено"));
        foreach (var duty in duties)
            table.AddRow(
                new Text(duty.Rule), new Text(duty.What.In(language)), new Markup($"[bold]{DemoTimes.End(duty.Due, language)}[/]"),
                new Text(DemoTimes.End(duty.Safe, language)), Done(duty));
        return table;
    }

    Markup Done(DemoDuty duty) => duty.ClosedAt switch
    {
        null => new Markup($"[yellow]{Say("not yet", "ещё нет")}[/]"),
        { } at => new Markup($"[{(at < duty.Due ? "green" : "red")}]{DemoTimes.Moment(at, language)}[/]"),
    };

    string Shown(DemoFinding finding) => string.Create(CultureInfo.InvariantCulture,
        $"[{(finding.Grave ? "red" : "yellow")}]! {Markup.Escape(finding.Text.In(language))}[/] [grey]({Reference(finding)}#{finding.Index})[/]");

    static string Reference(DemoFinding finding) => string.Concat(
        new[] { finding.Clause, finding.Detail }.Where(part => !string.IsNullOrEmpty(part)).Select(part => Markup.Escape(part!) + ", "));

    string Coloured(DemoVerdict verdict) => $"[{(verdict.Genuine ? "green" : "yellow")}]{Markup.Escape(verdict.Verdict.In(language))}[/]";

    string Say(string english, string russian) => language == Language.Ru ? russian : english;

    void Line(string markup) => _console.MarkupLine(markup);

    /// <summary>A line that is to be copied: never broken.</summary>
    void Raw(string text) => _console.Profile.Out.Writer.WriteLine(text);

    static IAnsiConsole Narrowed(IAnsiConsole console)
    {
        console.Profile.Width = Math.Min(console.Profile.Width, WidthMax);
        return console;
    }

    const string Flow = """
        services ── events ──┐
                             ├─> decide ─> seal ─> journal 0, 1, 2 ...
        officers ─ commands ─┘                        │
                                ┌─────────────────────┴────────┐
                     files, duties, findings          signed Merkle tree
                                └── audit trail: one file ─────┘
                                     verified by anybody
        """;

    const string FlowRu = """
        сервисы ──── события ─┐
                              ├─> решение ─> запечатывание ─> журнал 0, 1 ...
        сотрудники ─ команды ─┘                         │
                                 ┌──────────────────────┴───────┐
                     карточки, сроки, нарушения         подписанное дерево
                                 └── аудиторский след: файл ────┘
                                       проверит кто угодно
        """;
}
