using System.CommandLine;
using System.Diagnostics;
using Ledger.Host.Documents;
using Ledger.Host.Import;
using Ledger.Host.Terminal;
using Ledger.Journal;

namespace Ledger.Host.Commands;

/// <summary>ledger publish FILE|-</summary>
static class PublishCommand
{
    public static Command Create(CommandSet set)
    {
        var file = new Argument<string>("FILE") { Description = "CloudEvents 1.0 as JSON: one object a line; a *.json file holds one object or an array. - reads lines from standard input." };
        var receipts = new Option<bool>("--receipts") { Description = "Show the receipt of each event." };
        return set.Command("publish", "Records events. A bad line is named by its number, and nothing of its batch is kept.",
        [
            "ledger publish events.jsonl",
            "ledger publish deploy/policies/x-keeper-2025.json --receipts",
            "ledger generate --subjects 1000 --seed 1 | ledger publish -",
        ], [file, receipts], session => Run(session, session.Value(file), session.Value(receipts)));
    }

    static async Task<int> Run(Session session, string file, bool receipts)
    {
        await using var input = Open(file);
        await using var ledger = await session.Desk(create: true);
        using var progress = session.Screen.Progress("Recorded");
        var watch = Stopwatch.StartNew();
        var importer = new Importer(ledger.Publish);
        var result = await importer.Run(input, receipts ? r => Show(session.Screen, r) : null, done => progress.Report(done), session.Cancel);
        progress.Dispose();
        if (result.Failure is { } failure)
        {
            session.Refused(failure.Refusal, failure.Line);
            Sum(session.Screen, result, watch);
            if (failure.BatchFrom < failure.Line) session.Screen.Say($"Lines {failure.BatchFrom} to {failure.Line} were not recorded, nor any after them.");
            return ExitCodes.Input;
        }
        if (result.Recorded + result.Repeated == 0) throw new InputException("The input holds no event.");
        Sum(session.Screen, result, watch);
        await ledger.Settle(session.Cancel);   // from now on it can be read, and there are proofs
        return ExitCodes.Done;
    }

    static void Sum(Screen screen, ImportResult result, Stopwatch watch)
    {
        screen.Say($"{result.Recorded:N0} recorded, {result.Repeated:N0} already there, in {watch.Elapsed.TotalSeconds:F1} s.");
        screen.Show(new { result.Recorded, result.Repeated, seconds = Math.Round(watch.Elapsed.TotalSeconds, 3) });
    }

    static void Show(Screen screen, Receipt receipt)
    {
        screen.Say($"#{receipt.Index} {receipt.Stream}/{receipt.Sequence}{(receipt.Duplicate ? " (already there)" : "")}");
        screen.Show(ReceiptDocument.Of(receipt));
    }

    static Stream Open(string file)
    {
        if (file == "-") return Console.OpenStandardInput();
        if (!File.Exists(file)) throw new InputException($"There is no file {file}.");
        return file.EndsWith(".json", StringComparison.Ordinal) ? WholeFile.AsLines(file) : File.OpenRead(file);
    }
}
