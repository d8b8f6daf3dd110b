using Ledger.Consents;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>For each purpose: ground and proof, categories, actions and methods, terms; then every consent with what proves it.</summary>
static class PurposePart
{
    public static readonly LocalText Title = new("Цели, правовые основания, состав данных и сроки", "Purposes, grounds, data and terms");

    static readonly LocalText Purpose = new("Цель", "Purpose"), Grounds = new("Правовые основания", "Legal grounds"), Proof = new("Подтверждение", "Proof"), Data = new("Категории данных", "Categories of data"), Actions = new("Действия", "Actions"),
        Methods = new("Способы", "Methods"), Term = new("Срок", "Term"), State = new("Состояние", "State"), ByConsent = new("согласие № {0} от {1}", "consent {0} of {1}"), ByPolicy = new("редакция политики {0}, п. {1}", "policy edition {0}, clause {1}"),
        Undeclared = new("политикой не названа", "not named by the policy"), Automated = new("автоматизированная", "automated"), Manual = new("без средств автоматизации", "not automated"), Collect = new("сбор", "collection"), Store = new("хранение", "storage"),
        Correct = new("уточнение", "correction"), Disclose = new("передача", "disclosure"), Block = new("блокирование", "blocking"), Anonymise = new("обезличивание", "anonymisation"), Destroy = new("уничтожение", "destruction"),
        NoTerm = new("до достижения цели или отзыва согласия, затем уничтожение в срок не более 30 дней (ч. 4, 5 ст. 21)", "until the purpose is achieved or consent withdrawn, then destroyed within 30 days (21(4), 21(5))"),
        Active = new("обработка продолжается", "processing goes on"), Ended = new("данных для этой цели больше нет", "no data is held for it any more"), Achieved = new("достигнута {0}", "achieved {0}"), None = new("Для данных субъекта цели не записаны.", "No purpose is recorded for this person's data.");

    static readonly LocalText Consents = new("Согласия и их подтверждение", "Consents and what proves them"), Number = new("Запись №", "Record No."), Given = new("Дано", "Given"), Form = new("Форма, отдельность", "Form, separateness"), Edition = new("Редакция", "Edition"),
        TextHash = new("SHA-256 текста или документа", "SHA-256 of the text or document"), Separate = new("отдельно", "separate"), Bundled = new("не отдельно", "not separate"), InForce = new("действует", "in force"), Withdrawn = new("отозвано {0}", "withdrawn {0}"), PartlyWithdrawn = new("отозвано в части {0}", "withdrawn in part {0}"),
        Expired = new("срок истёк {0}", "expired {0}"), NotSeparate = new("Согласий, оформленных не отдельно после 01.09.2025 (ч. 1 ст. 9): {0}.", "Consents not executed separately after 1 Sep 2025 (9(1)): {0}."), Outside = new("вне объёма ответа", "outside this answer");

    public static IEnumerable<ReportBlock> Of(AnswerCase on, AnswerPerson person)
    {
        var purposes = PurposesOf(on, person);
        if (purposes.Count == 0) yield return on.Text(None);
        for (var at = 0; at < purposes.Count; at++) yield return Facts(on, person, purposes[at], at + 1);
        yield return ReportTable.Of("consents", on.In(Consents),
            [on.Column("index", Number, 8), on.Column("given", Given, 11), on.Column("purposes", Purpose, 17), on.Column("categories", Data, 16), on.Column("form", Form, 13), on.Column("edition", Edition, 9), on.Column("state", State, 11), on.Column("proof", TextHash, 15)],
            [.. person.State.Consents.Select(consent => Row(on, person, consent))]);
        var bundled = person.State.Consents.Count(consent => consent.IsBundled(on.Reading.Legal));
        if (bundled > 0) yield return new ReportWarning(on.Say(NotSeparate, bundled));
    }

    /// <summary>In the order of the policy, then as recorded.</summary>
    static List<string> PurposesOf(AnswerCase on, AnswerPerson person)
    {
        var order = (on.Registers.EditionInForce(on.Now)?.Published.Terms.Purposes ?? []).Select(purpose => purpose.Id).ToList();
        return [.. person.State.Data.SelectMany(data => data.Purposes).Concat(person.State.Consents.SelectMany(consent => consent.Purposes)).Concat(person.State.Disclosed.Select(disclosed => disclosed.Purpose))
            .Distinct().OrderBy(purpose => order.IndexOf(purpose) is var place and >= 0 ? place : int.MaxValue)];
    }

    static ReportFacts Facts(AnswerCase on, AnswerPerson person, string purpose, int number)
    {
        var held = person.State.Data.Where(data => data.Purposes.Contains(purpose)).ToList();
        var edition = on.Registers.EditionInForce(on.Now);
        var declared = edition?.Purpose(purpose);
        var consents = person.State.Consents.Where(consent => consent.Purposes.Contains(purpose)).ToList();
        var proof = consents.Select(consent => on.Say(ByConsent, on.Words.Number(consent.Index), on.Words.Day(on.Words.LocalDay(consent.Given))))
            .Append(declared is null ? on.In(Undeclared) : on.Say(ByPolicy, edition!.Id, declared.Clause));
        return new($"purpose{number}",
        [
            on.Fact("purpose", Purpose, on.Names.Purpose(purpose, on.Now)), on.Fact("grounds", Grounds, Bases(on, person, declared, purpose)), on.Fact("proof", Proof, ReportValue.Of([.. proof.Select(ReportValue.Of)])),
            on.Fact("categories", Data, on.Names.Categories(held.Select(data => data.Category).Distinct(), on.Now)), on.Fact("actions", Actions, ReportValue.Of(ActionsOf(on, person, purpose, held))),
            on.Fact("methods", Methods, ReportValue.Of([.. held.Select(data => MethodOf(on, data.System)).Distinct().Select(ReportValue.Of)])), on.Fact("term", Term, ReportValue.Of(declared?.Retention is { } term ? on.In(term) : on.In(NoTerm))),
            on.Fact("state", State, ReportValue.Of(StateOf(on, person, purpose, held))),
        ]);
    }

    static ReportValue Bases(AnswerCase on, AnswerPerson person, PolicyPurpose? declared, string purpose)
    {
        var consented = person.State.Consents.Any(consent => consent.Purposes.Contains(purpose));
        var bases = (declared?.Bases ?? []).Where(basis => basis != LegalBasis.Consent || consented).Concat(consented ? [LegalBasis.Consent] : [])
            .Concat(person.State.Continued.Where(ground => ground.Stands && (ground.Purpose is null || ground.Purpose == purpose)).Select(ground => ground.Basis)).Distinct();
        return ReportValue.Of([.. bases.Select(basis => ReportValue.Of(Documents.DocumentJson.Name(basis), CodeWords.Basis(basis, on.Asked.Language)))]);
    }

    static string MethodOf(AnswerCase on, string system) => on.In(on.Registers.Systems.GetValueOrDefault(system)?.Terms.Automated == false ? Manual : Automated);

    static string ActionsOf(AnswerCase on, AnswerPerson person, string purpose, List<DataHeld> held)
    {
        List<LocalText> actions = held.Count > 0 ? [Collect, Store] : [];
        if (held.Any(data => data.Rectified is not null)) actions.Add(Correct);
        if (person.State.Disclosed.Any(disclosed => disclosed.Purpose == purpose)) actions.Add(Disclose);
        if (held.Any(data => person.State.Blocks.Any(block => block.Categories.IsEmpty || block.Categories.Contains(data.Category)))) actions.Add(Block);
        if (held.Any(data => data.Anonymised is not null)) actions.Add(Anonymise);
        if (held.Any(data => data.Destroyed is not null)) actions.Add(Destroy);
        return string.Join(", ", actions.Select(on.In));
    }

    static string StateOf(AnswerCase on, AnswerPerson person, string purpose, List<DataHeld> held)
    {
        var state = on.In(held.Any(data => data.Destroyed is null && !data.IsLost(purpose)) ? Active : Ended);
        return person.State.Achieved.LastOrDefault(achieved => achieved.Purpose == purpose) is { } done ? $"{on.Say(Achieved, on.Words.Day(on.Words.LocalDay(done.At)))}; {state}" : state;
    }

    static ReportValue[] Row(AnswerCase on, AnswerPerson person, Consent consent) =>
    [
        ReportValue.Of(consent.Index), ReportValue.Of(consent.Given), on.Names.Purposes(consent.Purposes, consent.Given), on.Names.Categories(consent.Categories, consent.Given),
        ReportValue.Of([on.Code("form", consent.Form), ReportValue.Of(on.In(consent.Separate ? Separate : Bundled))]), ReportValue.Of(consent.Edition), ReportValue.Of(StateOf(on, consent)), ProofOf(on, person, consent),
    ];

    static string StateOf(AnswerCase on, Consent consent)
    {
        string Said(LocalText text, DateTimeOffset at) => on.Say(text, on.Words.Day(on.Words.LocalDay(at)));
        if (consent.Ended.Length > 0) return Said(consent.Purposes.All(purpose => consent.EndOf(purpose) is not null) ? Withdrawn : PartlyWithdrawn, consent.Ended.Max(end => end.At));
        return consent.HasExpired(on.Now) ? Said(Expired, consent.ValidUntil!.Value) : on.In(InForce);
    }

    static ReportValue ProofOf(AnswerCase on, AnswerPerson person, Consent consent)
    {
        if (person.Own.FirstOrDefault(happened => happened.Entry.Index == consent.Index) is not { } given) return ReportValue.Of(on.In(Outside));
        var evidence = ((ConsentGiven)given.Event.Data).Evidence;
        if (evidence is not { TextSha256: not null } and not { DocumentSha256: not null }) return ReportValue.None;
        ReportValue[] hashes = [.. new[] { given.At("/data/evidence/textSha256"), given.At("/data/evidence/documentSha256") }.OfType<string>().Select(ReportValue.Hash)];
        return hashes.Length == 0 ? ReportValue.Destroyed : ReportValue.Of(hashes);
    }
}
