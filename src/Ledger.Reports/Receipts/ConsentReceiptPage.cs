using System.Globalization;
using Ledger.Policies;
using Ledger.Proofs;
using static Ledger.Reports.ReceiptLabels;

namespace Ledger.Reports;

/// <summary>A consent receipt as a page for the person: the same facts as the JSON, in words, and how to check them.</summary>
public static class ConsentReceiptPage
{
    /// <summary>The page.</summary>
    /// <param name="facts">What the receipt says.</param>
    /// <param name="language">In which language.</param>
    /// <param name="zone">The operator's time zone.</param>
    /// <param name="madeAt">When it is made.</param>
    /// <param name="key">The log's key, whose fingerprint the person can compare.</param>
    public static ReportDocument Of(ReceiptFacts facts, ReportLanguage language, TimeZoneInfo zone, DateTimeOffset madeAt, VerifierKey key)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(key);
        var page = new Page(facts, language);
        return new()
        {
            Kind = "receipt", Language = language, Zone = zone, Title = Title.In(language), Subtitle = facts.Operator.Name, Origin = facts.Statement.Origin, Known = facts.Statement.Known,
            MadeAt = madeAt, CsvTable = "purposes",
            Sections =
            [
                new("consent", TheConsent.In(language), [.. page.Endings(), page.Consent()]), new("purposes", PurposesTitle.In(language), [page.Purposes()]),
                new("parties", Parties.In(language), [page.Operator(), page.Recipients()]), new("storage", Storage.In(language), [page.Systems()]),
                new("withdrawal", HowToWithdraw.In(language), [.. page.Withdrawal()]), new("check", HowToCheck.In(language), [.. page.Check(key)]),
            ],
        };
    }

    /// <summary>The parts of the page.</summary>
    sealed class Page(ReceiptFacts facts, ReportLanguage language)
    {
        string In(LocalText text) => text.In(language);

        string In(ReceiptWords words) => words.In(language == ReportLanguage.Ru ? "ru" : "en");

        ReportFact Fact(string key, LocalText label, ReportValue value) => new(key, In(label), value);

        static DateTimeOffset Moment(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

        static ReportValue At(string? time) => time is null ? ReportValue.None : ReportValue.Of(Moment(time));

        ReportValue YesOrNo(bool yes) => ReportValue.Of(yes ? "true" : "false", In(yes ? Yes : No));

        /// <summary>That a consent is no longer in force must not be overlooked.</summary>
        public IEnumerable<ReportBlock> Endings()
        {
            if (facts.State is ReceiptState.Withdrawn or ReceiptState.Expired) yield return new ReportWarning(In(NotInForce));
            else if (facts.Ends.Count > 0) yield return new ReportWarning(In(PartlyEnded));
            if (facts.Shredded.Count > 0) yield return new ReportWarning(In(KeysDestroyed));
        }

        public ReportFacts Consent() => new("consent",
        [
            Fact("person", Person, facts.UserId is { } id ? ReportValue.Of(id) : ReportValue.Destroyed),
            Fact("id", ConsentId, ReportValue.Of(facts.Consent)),
            Fact("state", State, ReportValue.Of(facts.State.ToString(), In(StateOf(facts.State)))),
            Fact("given", Given, At(facts.Time)),
            Fact("validUntil", ValidUntil, facts.ValidUntil is null ? ReportValue.Of("withdrawal", In(UntilWithdrawn)) : At(facts.ValidUntil)),
            Fact("form", Form, ReportValue.Of(facts.Form, In(FormOf(facts.Form)))),
            Fact("channel", Channel, ReportValue.Of(facts.Channel)),
            Fact("separate", Separate, YesOrNo(facts.Separate)),
            .. facts.Capacity is { } capacity ? [Fact("capacity", GivenBy, ReportValue.Of(capacity, In(CapacityOf(capacity))))] : Array.Empty<ReportFact>(),
            Fact("law", LegalBasis, ReportValue.Of(facts.Regime, In(facts.Regime == "eu" ? LawEu : facts.Dissemination ? LawDissemination : LawRu))),
            Fact("edition", Edition, ReportValue.Of(In(facts.Edition.Title) + $" ({facts.Edition.Id})")),
            .. facts.Edition.Url is { } url ? [Fact("url", Address, ReportValue.Of(url))] : Array.Empty<ReportFact>(),
        ]);

        public ReportTable Purposes() => ReportTable.Of("purposes", null,
            [new("purpose", In(Purpose), 28), new("categories", In(Data), 27), new("retention", In(Retention), 27), new("state", In(State), 18)],
            [.. facts.Purposes.Select(purpose => new ReportValue[]
            {
                ReportValue.Of(purpose.Id, In(purpose.Name) + (purpose.Clause.Length > 0 ? $" ({In(Clause)} {purpose.Clause})" : "")),
                ReportValue.Of([.. purpose.Categories.Select(id => ReportValue.Of(id, In(facts.Category(id).Name)))]),
                ReportValue.Of(purpose.Retention is { } words ? In(words) : purpose.AnonymisedOnly ? In(Anonymised) : string.Create(CultureInfo.InvariantCulture, $"{In(Days)}: {purpose.RetentionDays}")),
                purpose.Ended is { } end
                    ? ReportValue.Of([ReportValue.Of(end.State.ToString(), In(StateOf(end.State))), At(end.Time)])
                    : ReportValue.Of(facts.State.ToString(), In(StateOf(facts.Before.Count > 0 ? ReceiptState.Renewed : ReceiptState.Given))),
            })]);

        public ReportFacts Operator() => new("operator",
        [
            Fact("name", OperatorName, ReportValue.Of(facts.Operator.Name)), Fact("address", Address, ReportValue.Of(facts.Operator.Address)),
            Fact("contact", Contact, ReportValue.Of(facts.Operator.Reached)), Fact("email", Email, ReportValue.Of(facts.Operator.Email)), Fact("phone", Phone, ReportValue.Of(facts.Operator.Phone)),
            Fact("inn", Inn, ReportValue.Of(facts.Operator.Inn)), Fact("registryNumber", RegistryNumber, ReportValue.Of(facts.Operator.RegistryNumber)),
        ]);

        public ReportTable Recipients() => ReportTable.Of("recipients", In(RecipientsTitle),
            [new("recipient", In(Recipient), 36), new("kind", In(Kind), 22), new("address", In(Address), 30), new("country", In(Country), 12)],
            [.. facts.Recipients.Select(recipient => new ReportValue[]
            {
                ReportValue.Of(recipient.Id, recipient.Name), ReportValue.Of(recipient.Kind, In(KindOf(recipient.Kind))), ReportValue.Of(recipient.Address), ReportValue.Of(recipient.Country),
            })]) with { Empty = In(NoRecipients) };

        public ReportTable Systems() => ReportTable.Of("systems", null, [new("system", In(SystemName), 75), new("country", In(Country), 25)], facts.Systems.Count > 0
            ? [.. facts.Systems.Select(system => new ReportValue[] { ReportValue.Of(system.Id, system.Name), ReportValue.Of(system.Country) })]
            : [.. facts.Countries.Select(country => new ReportValue[] { ReportValue.Of("policy", In(ByPolicy)), ReportValue.Of(country) })]);

        public IEnumerable<ReportBlock> Withdrawal()
        {
            yield return new ReportText(In(facts.Withdrawal.Text) + ".");
            yield return new ReportFacts("withdrawal",
            [
                .. facts.Withdrawal.Url is { } url ? [Fact("url", Address, ReportValue.Of(url))] : Array.Empty<ReportFact>(), Fact("clause", PolicyClause, ReportValue.Of(facts.Withdrawal.Clause)),
            ]);
        }

        public IEnumerable<ReportBlock> Check(VerifierKey key)
        {
            var given = facts.Statement.Events.First(one => one.Index == facts.Statement.Consent);
            yield return new ReportText(In(CheckText));
            yield return new ReportFacts("check",
            [
                Fact("origin", Log, ReportValue.Of(facts.Statement.Origin)), Fact("index", EntryNumber, ReportValue.Of(given.Index)),
                Fact("leaf", LeafHash, ReportValue.Of(Convert.ToHexStringLower(MerkleTree.LeafHash(given.Bytes.Span)))), Fact("fingerprint", Fingerprint, ReportValue.Of(key.Fingerprint)),
                Fact("receipt", ReceiptId, ReportValue.Of(facts.Statement.Id)), Fact("record", RecordId, ReportValue.Of(facts.Statement.RecordId)),
            ]);
        }
    }
}
