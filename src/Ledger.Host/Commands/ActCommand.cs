using System.Buffers.Text;
using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using Ledger.Host.Acts;
using Ledger.Host.Commands.Officer;
using Ledger.Host.Server.Endpoints;
using Ledger.Host.Terminal;

namespace Ledger.Host.Commands;

/// <summary>ledger act sign | signature</summary>
static class ActCommand
{
    /// <summary>What kind of signature one on paper is called.</summary>
    const string OnPaper = "paper";

    /// <summary>The longest signature an event can hold, in bytes: 40,000 characters of base64.</summary>
    const int SignatureBytesMax = 30_000;

    public static Command Create(CommandSet set)
    {
        var act = new Command("act", "Signatures of an act of destruction. 'ledger report destruction-act' issues it.") { Sign(set), Signature(set) };
        set.Examples.Add(act, ["ledger act sign 2026-7 --file act.pdf --by staff-12 --name \"...\" --position \"...\" --signature act.pdf.sig", "ledger act signature 2026-7 --out signatures"]);
        return act;
    }

    static Command Sign(CommandSet set)
    {
        var act = new Argument<string>("REF") { Description = "The act's reference." };
        var file = new Option<string>("--file") { Description = "The document that was signed: the one issued last, unchanged.", HelpName = "FILE", Required = true };
        var by = new Option<string>("--by") { Description = "Who signed, by your own id.", HelpName = "ID", Required = true };
        var name = new Option<string>("--name") { Description = "Full name; recorded sealed. @FILE or - for a text of a file or of standard input.", HelpName = "TEXT", Required = true };
        var position = new Option<string>("--position") { Description = "Position; recorded sealed. @FILE or -.", HelpName = "TEXT", Required = true };
        var signature = new Option<string?>("--signature") { Description = "The detached signature, made by your own tool; kept as it is, not judged.", HelpName = "FILE" };
        var format = new Option<string>("--format") { Description = "What kind of signature it is.", DefaultValueFactory = _ => "cades-detached", HelpName = "NAME" };
        var paper = new Option<bool>("--paper") { Description = "Signed by hand on paper: there is no file." };
        return set.Command("sign", "Records that somebody who destroyed the data signed the act.",
        [
            "ledger act sign 2026-7 --file act.pdf --by staff-12 --name \"Петров Пётр Петрович\" --position \"администратор\" --signature act.pdf.sig",
            "ledger act sign 2026-7 --file act.pdf --by staff-12 --name \"Петров Пётр Петрович\" --position \"администратор\" --paper",
        ], [act, file, by, name, position, signature, format, paper], session =>
        {
            var (detached, onPaper) = (session.Value(signature), session.Value(paper));
            if (detached is null == !onPaper) throw new InputException("Give --signature FILE, or --paper for one on paper.");
            return Sign(session, session.Value(act), new(
                session.Value(by)!, OfficerText.Of(session.Value(name))!, OfficerText.Of(session.Value(position))!, HashOf(session.Value(file)!), onPaper ? OnPaper : session.Value(format)!,
                detached is null ? null : Encoded(detached)));
        });
    }

    static Command Signature(CommandSet set)
    {
        var act = new Argument<string>("REF") { Description = "The act's reference." };
        var output = new Option<string>("--out") { Description = "The folder to write them to; made where there is none.", HelpName = "DIR", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why; a code, recorded.", DefaultValueFactory = _ => "command-line", HelpName = "CODE" };
        return set.Command("signature", "Writes the kept signatures of an act back as files, and says who signed.",
            ["ledger act signature 2026-7 --out signatures --reason inspection-3"], [act, output, reason],
            session => Write(session, session.Value(act), session.Value(output)!, session.Value(reason)!));
    }

    static async Task<int> Sign(Session session, string act, SignatureWish wish)
    {
        await using var acts = await IActDesk.Open(session);
        var outcome = await acts.Sign(act, wish, session.Cancel);
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        session.Screen.Say(string.Create(CultureInfo.InvariantCulture, $"#{outcome.Value} recorded."));
        session.Screen.Show(new { recorded = outcome.Value });
        return ExitCodes.Done;
    }

    static async Task<int> Write(Session session, string act, string folder, string reason)
    {
        await using var acts = await IActDesk.Open(session);
        var outcome = await acts.Signatures(act, reason, session.Cancel);
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        Directory.CreateDirectory(folder);
        foreach (var signed in outcome.Value) Show(session.Screen, signed, WriteOne(folder, signed));
        session.Screen.Say(outcome.Value.Count == 1 ? "1 signature." : $"{outcome.Value.Count:N0} signatures.");
        return ExitCodes.Done;
    }

    /// <summary>The file, or null where there is none: on paper, or destroyed.</summary>
    static string? WriteOne(string folder, ActSignature signed)
    {
        if (signed.Signature is not { } base64) return null;
        var path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{signed.Index}.sig"));
        if (File.Exists(path)) throw new InputException($"{path} exists already.");
        if (!Base64.IsValid(base64)) throw new InputException(string.Create(CultureInfo.InvariantCulture, $"The signature of #{signed.Index} was published as text that is no base64."));
        using var file = PrivateFile.Create(path);
        file.Write(Convert.FromBase64String(base64));
        return path;
    }

    static void Show(Screen screen, ActSignature signed, string? path)
    {
        screen.Say(string.Create(CultureInfo.InvariantCulture, $"#{signed.Index} {signed.FullName ?? "destroyed"}, {signed.Position ?? "destroyed"}: {signed.Format}{(path is null ? "" : $" {path}")}"));
        screen.Show(new { signed.Index, signed.At, signed.FullName, signed.Position, signed.Format, file = path });
    }

    static string HashOf(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    static string Encoded(string path)
    {
        if (new FileInfo(path).Length is 0 or > SignatureBytesMax) throw new InputException($"{path} is empty, or longer than {SignatureBytesMax:N0} bytes: a detached signature is expected.");
        return Convert.ToBase64String(File.ReadAllBytes(path));
    }
}
