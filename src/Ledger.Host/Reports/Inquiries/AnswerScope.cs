using Ledger.Exports;
using Ledger.Journal;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>What an answer is about: what the inquiry says, unless whoever answers says otherwise.</summary>
/// <param name="Token">The one person, or null: the disclosures of everybody's data.</param>
/// <param name="Exported">The same as the scope of a bundle.</param>
sealed record AnswerScope(string? Token, ExportScope Exported)
{
    public string? Recipient => Exported.Recipient;

    public DateTimeOffset? From => Exported.From;

    public DateTimeOffset? To => Exported.To;

    /// <summary>Whether less than the person's whole stream is in scope.</summary>
    public bool IsNarrowed => Exported is not { From: null, To: null, Recipient: null, Types: null or { Count: 0 } };

    public static async ValueTask<Outcome<AnswerScope>> Of(ReportQuestion asked, AnswerInquiry inquiry, ReportReading reading, CancellationToken cancel)
    {
        var said = inquiry.Received.Scope ?? new();
        var exported = new ExportScope(
            asked.UserId, asked.Inquiry, asked.From ?? said.From, asked.To ?? said.To, [.. (said.Types ?? []).Select(type => $"ledger.{type}")], asked.Recipient ?? said.Recipient, Opened: true);
        if (exported is { From: { } from, To: { } to } && from >= to) return Wrong("$.from", "'from' must lie before 'to'.");
        if (asked.UserId is null && inquiry.State.Person is null) return OfDisclosures(exported);
        var token = asked.UserId is { } given ? reading.Vault.FindToken(given) : inquiry.State.Person;
        if (token is null) return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.");
        if (inquiry.State.Person is { } concerned && concerned != token) return Wrong("$.person", "The inquiry is about another person.");
        return await reading.IdOf(token, cancel) is { } id
            ? new AnswerScope(token, exported with { UserId = id })
            : new Refusal(Refusals.PersonUnknown, "The person was forgotten: no id leads there any more. The inquiry's own events can be exported.");
    }

    /// <summary>Of everybody only disclosures are told: the register of them is an index of exactly those events.</summary>
    static Outcome<AnswerScope> OfDisclosures(ExportScope exported)
    {
        if (exported is { Recipient: null, From: null, To: null }) return Wrong("$.person", "The inquiry names neither a person nor a recipient nor a time: say which the answer is about.");
        return exported.Types is { Count: 0 } or [IDisclosureIndex.Type]
            ? new AnswerScope(null, exported with { Types = [IDisclosureIndex.Type] })
            : Wrong("$.inquiry", "The inquiry asks for other events than disclosures, about no single person: export those by their types.");
    }

    /// <summary>Whether an event of the person's stream is in scope, as a bundle tests it.</summary>
    public bool Includes(AnswerEvent happened) =>
        (From is not { } from || happened.Time >= from) && (To is not { } to || happened.Time < to)
        && (Exported.Types is null or { Count: 0 } || Exported.Types.Any(type => happened.Event.Type == type || happened.Event.Type.StartsWith($"{type}.v", StringComparison.Ordinal)))
        && (Recipient is null || StoredRecipient.Of(happened.Entry) == Recipient);

    static Refusal Wrong(string path, string message) => new(ReportRefusals.ReportParameter, message, path);

    /// <summary>It holds a personal value, and never prints.</summary>
    public override string ToString() => "[scope]";
}

/// <summary>The recipient an event names in its data, whatever its type.</summary>
static class StoredRecipient
{
    public static string? Of(Entry entry)
    {
        using var stored = System.Text.Json.JsonDocument.Parse(entry.Bytes);
        return stored.RootElement.TryGetProperty("data", out var data) && data.TryGetProperty("recipient", out var recipient) && recipient.ValueKind == System.Text.Json.JsonValueKind.String
            ? recipient.GetString() : null;
    }
}
