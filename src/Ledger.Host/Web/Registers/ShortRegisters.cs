using Ledger.Host.Reports;
using Ledger.Policies;
using Ledger.Projections;

namespace Ledger.Host.Web.Registers;

/// <summary>The registers of the operator's own acts: recipients, systems, access, policy editions.</summary>
static class ShortRegisters
{
    const string Name = "name", Kind = "kind", Country = "country", Since = "since", Role = "role", State = "state", Force = "force";

    static readonly LocalText StateTitle = new("Состояние", "State"), CountryTitle = new("Страна", "Country"), SinceTitle = new("В реестре с", "Registered");

    /// <summary>To whom data may go.</summary>
    public static Register Recipients { get; } = new ShortRegister<RecipientRow>(
    [
        new(new("Получатель", "Recipient"), (r, _) => new(r.Name) { Note = r.Recipient, Link = $"{OfficerConsole.Root}/registers/disclosures?recipient={Uri.EscapeDataString(r.Recipient)}" }, Name) { Key = (r, _) => r.Name },
        new(new("Кто это", "Kind"), (r, view) => new(KindOf(r.Kind, view)), Kind) { Key = (r, view) => KindOf(r.Kind, view) },
        new(CountryTitle, (r, view) => r.Country == "RU" ? new(view.Country(r.Country)) : new(view.Country(r.Country)) { Badge = "warn" }, Country) { Key = (r, view) => view.Country(r.Country) },
        new(new("ИНН", "Taxpayer no."), (r, _) => new(r.Inn ?? "") { IsCode = r.Inn is not null }),
        new(new("Адрес", "Address"), (r, _) => new(r.Address ?? "")),
        new(new("Поручение", "Instruction"), (r, view) => r is { Kind: "processor", Instruction: null } ? new(view.Say("нет поручения", "none")) { Badge = "bad" } : new(r.Instruction ?? "")),
        new(SinceTitle, (r, view) => view.Day(r.Since), Since, descending: true) { Key = (r, _) => r.Since },
    ], view => new ListRecipients(view.Actor), (r, asked, _) => (asked.Text(Kind) ?? r.Kind) == r.Kind && (asked.Text(Country) switch { "abroad" => r.Country != "RU", _ => true }))
    {
        Name = "recipients", Title = new("Получатели", "Recipients"), Order = new(Name), Work = ($"{OfficerConsole.Root}/tasks/recipient", new("Внести получателя", "Register a recipient")),
        Lead = new("Кому оператор передаёт данные: органы, обработчики по поручению, партнёры.", "To whom the operator passes data on: state bodies, processors, partners."),
        Filters =
        [
            new(Kind, new("Кто это", "Kind"), view => RegisterWords.Choices<Ledger.Registers.RecipientKind>(view, code => new(KindOf(code, view), KindOf(code, view)))),
            new(Country, CountryTitle, view => [new("abroad", view.Say("Только за рубежом", "Abroad only"))]),
        ],
    };

    /// <summary>Where data is kept.</summary>
    public static Register Systems { get; } = new ShortRegister<SystemRow>(
    [
        new(new("Система", "System"), (s, _) => new(s.Name) { Note = s.System }, Name) { Key = (s, _) => s.Name },
        new(CountryTitle, (s, view) => s.Country == "RU" ? new(view.Country(s.Country)) : new(view.Country(s.Country)) { Badge = "bad" }, Country) { Key = (s, view) => view.Country(s.Country) },
        new(new("Обработка", "Processing"), (s, view) => new(s.Automated ? view.Say("автоматизированная", "automated") : view.Say("без средств автоматизации", "by hand")), Kind) { Key = (s, _) => s.Automated ? 0 : 1 },
        new(SinceTitle, (s, view) => view.Day(s.Since), Since, descending: true) { Key = (s, _) => s.Since },
        new(StateTitle, (s, view) => s.RetiredAt is { } retired ? new(view.Say($"выведена {view.Day(retired).Text}", $"retired {view.Day(retired).Text}")) { Badge = "plain" } : new(view.Say("действует", "in use")) { Badge = "good" }, State)
            { Key = (s, _) => s.RetiredAt ?? 0 },
    ], view => new ListSystems(view.Actor), (s, asked, _) => asked.Text(State) switch { "use" => s.RetiredAt is null, "retired" => s.RetiredAt is not null, _ => true })
    {
        Name = "systems", Title = new("Информационные системы", "Systems"), Order = new(Name), Work = ($"{OfficerConsole.Root}/tasks/system", new("Внести систему", "Register a system")),
        Lead = new("Системы, в которых хранятся персональные данные, и страны, где находятся их базы (ч.\u00A05 ст.\u00A018\u00A0152-ФЗ).", "Systems that hold personal data, and the countries of their databases (152-FZ 18(5))."),
        Filters = [new(State, StateTitle, view => [new("use", view.Say("Действуют", "In use")), new("retired", view.Say("Выведены", "Retired"))])],
    };

    /// <summary>Who may.</summary>
    public static Register Access { get; } = new ShortRegister<AccessRow>(
    [
        new(new("Учётная запись", "Account"), (a, _) => new(a.Actor), Name) { Key = (a, _) => a.Actor },
        new(new("Роль", "Role"), (a, view) => new(RegisterWords.Capital(view.Word("role", a.Role))), Role) { Key = (a, view) => view.Word("role", a.Role) },
        new(new("Основание", "Ground"), (a, _) => new(a.Ground)),
        new(new("Системы", "Systems"), (a, view) => new(a.Systems.Length == 0 ? view.Say("все", "all") : string.Join(", ", a.Systems.Split(' ').Select(view.SystemName)))),
        new(new("Предоставлен", "Granted"), (a, view) => view.Moment(a.Since), Since, descending: true) { Key = (a, _) => a.Since },
        new(StateTitle, (a, view) => a.RevokedAt is { } revoked ? new(view.Say($"прекращён {view.Day(revoked).Text}", $"ended {view.Day(revoked).Text}")) { Badge = "plain" } : new(view.Say("действует", "holds")) { Badge = "good" }, State)
            { Key = (a, _) => a.RevokedAt ?? 0 },
    ], view => new ListAccess(view.Actor), (a, asked, _) => asked.Text(State) switch { "holds" => a.RevokedAt is null, "ended" => a.RevokedAt is not null, _ => true })
    {
        Name = "access", Title = new("Права доступа", "Access rights"), Order = new(Name),
        Lead = new("Кто допущен к персональным данным, в какой роли и на каком основании.", "Who is admitted to personal data, in what role and on what ground."),
        Filters = [new(State, StateTitle, view => [new("holds", view.Say("Действуют", "Hold")), new("ended", view.Say("Прекращены", "Ended"))])],
    };

    /// <summary>The editions of the policy.</summary>
    public static Register Policies { get; } = new ShortRegister<EditionRow>(
    [
        new(new("Редакция", "Edition"), (e, view) => RegisterView.Link(RegisterWords.Capital(EditionName(e, view)), EditionAddress(e.Edition)) with { Note = e.Edition }, Name) { Key = (e, _) => e.Edition },
        new(new("Название", "Title"), (e, view) => new(view.Say(new LocalText(e.TitleRu, e.TitleEn)))),
        new(new("Опубликована", "Published"), (e, view) => view.Moment(e.PublishedAt), Since, descending: true) { Key = (e, _) => e.PublishedAt },
        new(new("Действует с", "In force from"), (e, view) => view.Moment(e.InForceFrom), Force, descending: true) { Key = (e, _) => e.InForceFrom },
        new(StateTitle, (e, view) => Standing(e, view)),
    ], view => new ListEditions(view.Actor))
    {
        Name = "policies", Title = new("Редакции политики", "Policy editions"), Order = new(Force, Descending: true), Work = ($"{OfficerConsole.Root}/tasks/policy", new("Опубликовать редакцию", "Publish an edition")),
        Lead = new("Каждое событие оценивается по редакции, которая действовала, когда оно произошло.", "Each event is judged by the edition in force when it happened."),
    };

    /// <summary>The page of an edition.</summary>
    public static string EditionAddress(string edition) => $"{OfficerConsole.Root}/policies/edition/{Uri.EscapeDataString(edition)}";

    /// <summary>Whether an edition is to come, in force, or was.</summary>
    public static RegisterCell Standing(EditionRow row, RegisterView view) =>
        Micros.ToMoment(row.InForceFrom) > view.Now ? new(view.Say("вступит в силу", "to come")) { Badge = "info" }
        : view.Registers.EditionInForce(view.Now)?.Id == row.Edition ? new(view.Say("действует", "in force")) { Badge = "good" } : new(view.Say("не действует", "past")) { Badge = "plain" };

    static string EditionName(EditionRow row, RegisterView view) => view.Registers.Edition(row.Edition) is { } edition ? view.EditionName(edition) : row.Edition;

    static string KindOf(string code, RegisterView view) =>
        RegisterWords.Capital(view.Words.Of(CodeWords.Kind(Enum.GetValues<Ledger.Registers.RecipientKind>().Single(kind => Documents.DocumentJson.Name(kind) == code), view.Language)));
}

/// <summary>All registers, in the order of the menu.</summary>
static class RegisterCatalogue
{
    public static IReadOnlyList<Register> All { get; } =
    [
        LongRegisters.Duties, LongRegisters.Inquiries, LongRegisters.Findings, LongRegisters.Incidents, LongRegisters.Disclosures, ShortRegisters.Recipients, ShortRegisters.Systems, ShortRegisters.Policies,
        ShortRegisters.Access, LongRegisters.Readings,
    ];

    /// <summary>The register of that name, or null.</summary>
    public static Register? Find(string name) => All.FirstOrDefault(register => register.Name == name);

    /// <summary>Its page.</summary>
    public static string AddressOf(Register register) => $"{OfficerConsole.Root}/registers/{register.Name}";
}
