using System.CommandLine;
using System.Globalization;
using Ledger.Exports;
using Ledger.Host.Terminal;

namespace Ledger.Host.Commands;

/// <summary>ledger certificate ID</summary>
static class CertificateCommand
{
    public static Command Create(CommandSet set)
    {
        var id = new Argument<string?>("ID") { Description = "The person, by your own id.", Arity = ArgumentArity.ZeroOrOne };
        var token = new Option<string?>("--token") { Description = "The person, by token: once forgotten, your own id leads nowhere.", HelpName = "s-..." };
        var output = new Option<string>("--out") { Description = "The file to write; it must not exist.", HelpName = "FILE", Required = true };
        var reason = new Option<string>("--reason")
        {
            Description = "Why you take it out; recorded, sealed under the person's key. Of somebody forgotten a code, such as the number of an order.",
            DefaultValueFactory = _ => "command-line", HelpName = "TEXT",
        };
        return set.Command("certificate", "Certifies that a person's keys were destroyed: 'ledger verify' checks it. The certificate itself is recorded in the ledger.",
        [
            "ledger certificate u-1001 --out erasure.json",
            "ledger certificate --token s-0f3a... --reason order-17 --out erasure.json",
        ], [id, token, output, reason], session => Run(session, Person(session.Value(id), session.Value(token)), session.Value(output)!, session.Value(reason)!));
    }

    static ErasedPerson Person(string? id, string? token) => (id, token) switch
    {
        ({ Length: > 0 }, null) => new(id),
        (null, { Length: > 0 }) => new(token, IsToken: true),
        _ => throw new InputException("Name the person: by your own id, or by --token."),
    };

    static async Task<int> Run(Session session, ErasedPerson person, string path, string reason)
    {
        OutputFile.Demand(path);
        await using var ledger = await session.Desk();
        using var progress = session.Screen.Progress("Read");
        var outcome = await OutputFile.Write(path, async output =>
        {
            var made = await ledger.Certify(person, reason, progress, session.Cancel);
            if (made.Refusal is null) await output.WriteAsync(made.Value.File, session.Cancel);
            return made;
        });
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        var certified = outcome.Value;
        progress.Dispose();
        session.Screen.Say(string.Create(CultureInfo.InvariantCulture, $"{path}: {certified.Person}, {certified.Events:N0} events up to #{certified.Known}, recorded as #{certified.ExportIndex}."));
        session.Screen.Show(new { file = path, certified.Person, certified.Events, certified.Known, certified.ExportIndex, certified.CheckpointSize });
        return ExitCodes.Done;
    }
}
