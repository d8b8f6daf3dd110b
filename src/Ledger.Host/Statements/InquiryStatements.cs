namespace Ledger.Host.Statements;

/// <summary>A document sent along: its name and its SHA-256.</summary>
sealed record SentDocument(string Name, string Sha256);

/// <summary>What is said of an inquiry. <c>person</c> is the one it is about, under whose key it is sealed; null where it is about nobody.</summary>
static class InquiryStatements
{
    public static OfficerEvent Extended(string? person, string number, DateTimeOffset sent, string? reasons, string? to, string? via, string? notice) =>
        new("inquiry.extended", person, new { inquiry = number, noticeSentAt = sent, reasons, to, via, notice });

    public static OfficerEvent Answered(
        string? person, string number, string? answer, string? via, IReadOnlyList<string>? cases, IReadOnlyList<SentDocument>? attachments, string? form, string? signedBy, string? delivery) =>
        new("inquiry.answered", person, new
        {
            inquiry = number, answerSha256 = answer, via, cases = cases ?? [],
            attachments = attachments is { Count: > 0 } some ? some.Select(sent => new { name = sent.Name, sha256 = sent.Sha256 }).ToList() : null,
            form, signedBy, delivery,
        });

    public static OfficerEvent Refused(string? person, string number, string? norm, string? reason, IReadOnlyList<string>? cases, string? ground, string? letter, string? via) =>
        new("inquiry.refused", person, new { inquiry = number, norm, reason, cases = cases ?? [], ground, letter, via });
}
