using System.Buffers;
using System.CommandLine;
using System.Text.Json;
using Ledger.Destruction;
using Ledger.Host.Documents;
using Ledger.Host.Terminal;
using Ledger.Sealing;

namespace Ledger.Host.Commands;

/// <summary>ledger hold place | lift</summary>
static class HoldCommand
{
    /// <summary>The source of what officers record on the command line.</summary>
    const string Source = "/officers/cli";

    public static Command Create(CommandSet set)
    {
        var hold = new Command("hold", "Forbids destroying a person's data, and lifts that.") { Place(set), Lift(set) };
        set.Examples.Add(hold, ["ledger hold place u-1 --hold h-1 --ground court", "ledger hold lift u-1 --hold h-1 --reason \"ruling 12 of 2026-03-01\"", "ledger holds"]);
        return hold;
    }

    static Command Place(CommandSet set)
    {
        var (person, hold) = (Person(), Hold());
        var ground = new Option<HoldGround>("--ground")
        {
            Description = "court, investigation, claim, regulator or law.", HelpName = "GROUND", Required = true,
            CustomParser = result => Enum.TryParse<HoldGround>(result.Tokens[0].Value, ignoreCase: true, out var named) && Enum.IsDefined(named) && !char.IsAsciiDigit(result.Tokens[0].Value[0])
                ? named
                : Wrong(result),
        };
        var categories = new Option<string[]?>("--category") { Description = "Only this category; several times for several (default: all).", HelpName = "CATEGORY" };
        var document = new Option<string?>("--document") { Description = "The document that orders it; sealed.", HelpName = "TEXT" };
        return set.Command("place", "Forbids destroying the person's data until the hold is lifted. Recorded as ledger.hold.placed.",
        [
            "ledger hold place u-1 --hold h-1 --ground court --document \"ruling A40-1/2026\"",
            "ledger hold place u-1 --hold h-2 --ground claim --category email --category phone",
        ], [person, hold, ground, categories, document], session => Record(session, "ledger.hold.placed.v1", session.Value(person), json =>
        {
            json.WriteString("hold", session.Value(hold));
            json.WriteString("ground", DocumentJson.Name(session.Value(ground)));
            json.WriteStartArray("categories");
            foreach (var category in session.Value(categories) ?? []) json.WriteStringValue(category);
            json.WriteEndArray();
            if (session.Value(document) is { } text) json.WriteString("document", text);
        }));
    }

    static Command Lift(CommandSet set)
    {
        var (person, hold) = (Person(), Hold());
        var reason = new Option<string>("--reason") { Description = "Why; sealed.", HelpName = "TEXT", Required = true };
        return set.Command("lift", "Lifts a hold. Recorded as ledger.hold.lifted.", ["ledger hold lift u-1 --hold h-1 --reason \"ruling 12 of 2026-03-01\""],
            [person, hold, reason], session => Record(session, "ledger.hold.lifted.v1", session.Value(person), json =>
            {
                json.WriteString("hold", session.Value(hold));
                json.WriteString("reason", session.Value(reason));
            }));
    }

    static Argument<string> Person() => new("ID") { Description = "The operator's own id of the person." };

    static Option<string> Hold() => new("--hold") { Description = "The hold's id, unique for this person.", HelpName = "NAME", Required = true };

    static HoldGround Wrong(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError("--ground is court, investigation, claim, regulator or law.");
        return default;
    }

    static async Task<int> Record(Session session, string type, string person, Action<Utf8JsonWriter> data)
    {
        await using var ledger = await session.Desk();
        var outcome = await ledger.Publish([Event(session, type, person, data)], null, session.Cancel);
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        await ledger.Settle(session.Cancel);
        session.Screen.Say($"#{outcome.Value[0].Index} recorded.");
        session.Screen.Show(ReceiptDocument.Of(outcome.Value[0]));
        return ExitCodes.Done;
    }

    static ReadOnlyMemory<byte> Event(Session session, string type, string person, Action<Utf8JsonWriter> data)
    {
        Span<byte> id = stackalloc byte[16];
        Randomness.System(id);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", Convert.ToHexStringLower(id));
            json.WriteString("source", Source);
            json.WriteString("type", type);
            json.WriteString("subject", person);
            json.WriteString("time", DocumentJson.Text(session.Clock.GetUtcNow()));
            json.WriteStartObject("data");
            data(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return bytes.WrittenMemory;
    }
}
