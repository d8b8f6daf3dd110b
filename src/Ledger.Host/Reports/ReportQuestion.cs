using Ledger.Access;
using Ledger.Exports;
using Ledger.Reports;

namespace Ledger.Host.Reports;

/// <summary>The reports there are; DocumentJson gives each its name in paths and commands.</summary>
public enum ReportKind
{
    Disclosures,
    Receipt,
    Summary,
    Processing,
    Inquiry,
    SubjectAccess,
}

/// <summary>What a report is to be about. Each report says which of these it takes, and refuses the rest.</summary>
/// <param name="Kind">Which report.</param>
/// <param name="Language">In which language.</param>
sealed record ReportQuestion(ReportKind Kind, ReportLanguage Language)
{
    /// <summary>The person, by the operator's own id.</summary>
    public string? UserId { get; init; }

    /// <summary>The inquiry, by the operator's own number.</summary>
    public string? Inquiry { get; init; }

    /// <summary>The recipient.</summary>
    public string? Recipient { get; init; }

    /// <summary>From this moment on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>The consent, by the operator's own name for it.</summary>
    public string? Consent { get; init; }

    /// <summary>In which of several standards the JSON is.</summary>
    public string? Profile { get; init; }

    /// <summary>It holds personal values, and never prints.</summary>
    public override string ToString() => $"report {Kind}";
}

/// <summary>What a report takes, and who may take it out.</summary>
/// <param name="Kind">Which report.</param>
/// <param name="Allowed">The roles that may, besides the administrator.</param>
/// <param name="Takes">The parameters it takes, by their names in commands and addresses.</param>
/// <param name="Needs">Those of them it cannot do without.</param>
/// <param name="En">What it is, in a sentence: the help of its command.</param>
/// <param name="Example">Arguments of an example.</param>
sealed record ReportTerms(ReportKind Kind, IReadOnlyList<Role> Allowed, IReadOnlyList<string> Takes, IReadOnlyList<string> Needs, string En, string Example)
{
    static readonly IReadOnlyList<Role> Officers = [Role.Officer], Readers = [Role.Officer, Role.Auditor];

    /// <summary>Whether it can be made as a bundle.</summary>
    public bool Bundled { get; init; }

    /// <summary>All reports.</summary>
    public static IReadOnlyList<ReportTerms> All { get; } =
    [
        new(ReportKind.Disclosures, Officers, ["recipient", "from", "to"], [],
            "The register of disclosures: who received whose data, when, on what ground, by recipient and period.", "--recipient mvd --from 2025-01-01 --to 2026-01-01 --out register.pdf"),
        new(ReportKind.Receipt, Officers, ["person", "consent", "profile"], ["person"],
            "A consent receipt for a person: ISO/IEC TS 27560 (JSON-LD) or Kantara v1.1, with proof of the consent that 'ledger verify' checks; as PDF or HTML to read.",
            "--subject u-1001 --out receipt.jsonld --reason request"),
        new(ReportKind.Summary, Readers, ["from", "to"], [],
            "The compliance summary of a period, with drawings: consents, disclosures, duties, findings, inquiries, incidents; of the last full quarter where no period is given. It names no person.", "--from 2025-01-01 --to 2026-01-01 --out summary.pdf"),
        new(ReportKind.Processing, Readers, ["to"], [],
            "The record of processing (152-FZ 18.1(1)(2); GDPR art. 30(1)): purposes, categories, recipients, systems, terms, as the policy in force says and as it was done.", "--out processing.pdf"),
        new(ReportKind.Inquiry, Officers, ["inquiry", "person", "recipient", "from", "to"], ["inquiry"],
            "The answer to an inquiry: about one person, or about the disclosures to a recipient. As a .zip it is a bundle that anybody can check.", "2026-118 --out answer.zip") { Bundled = true, OpensValues = true },
        new(ReportKind.SubjectAccess, Officers, ["person", "inquiry"], ["person"],
            "What a person must be told who asks (152-FZ 14(7); GDPR 15): exactly those items, and nobody else's data.", "--subject u-1001 --inquiry 2025-118 --out answer.pdf") { ReadsFile = true, OpensValues = true },
    ];

    /// <summary>Whether it takes the person by the operator's own id, as reading the file does: then the reading is recorded before it is gathered.</summary>
    public bool ReadsFile { get; init; }

    /// <summary>Whether it shows sealed values of the person it is about in the clear: that is recorded as a reading before it is written.</summary>
    public bool OpensValues { get; init; }

    /// <summary>Why what is asked cannot be, or null: the report needs something, or does not take it.</summary>
    public Refusal? Refused(ReportQuestion asked)
    {
        foreach (var (name, value) in new (string, object?)[] { ("person", asked.UserId), ("inquiry", asked.Inquiry), ("recipient", asked.Recipient), ("from", asked.From), ("to", asked.To), ("consent", asked.Consent), ("profile", asked.Profile) })
        {
            if (value is not null && !Takes.Contains(name)) return new(ReportRefusals.ReportParameter, $"This report does not take '{name}'.", $"$.{name}");
            if (value is null && Needs.Contains(name)) return new(ReportRefusals.ReportParameter, $"This report needs '{name}'.", $"$.{name}");
        }
        return asked is { From: { } from, To: { } to } && from >= to ? new(ReportRefusals.ReportParameter, "'from' must lie before 'to'.", "$.from") : null;
    }

    public static ReportTerms Of(ReportKind kind) => All.Single(terms => terms.Kind == kind);
}
