using System.Text;
using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Check;
using Ledger.Host.Sheets;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Continuing;

/// <summary>Data folders whose ledgers are opened in this process, copied, and continued.</summary>
sealed class ContinuedPlace : IDisposable
{
    public const string Old = "ledger.test/old", New = "ledger.test/new";

    static readonly Actor Officer = new("officer-1", Role.Officer);

    public string Root { get; } = Directory.CreateTempSubdirectory("ledger-continued-").FullName;

    public string At(string name) => Path.Combine(Root, name);

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public Task<EmbeddedLedger> Open(string folder, string origin = Old) =>
        EmbeddedLedger.Open(new(At(folder), origin, Officer, LegalClock.Moscow, PublishingRules.Default), TimeProvider.System, Randomness.System, default);

    public Task<Outcome<LogContinuation>> Continue(string folder, string? checkpoint = null, string origin = New, VerifierKey? key = null) =>
        ContinuedLog.Begin(At(folder), new(origin, checkpoint, key, "officer-1"), TimeProvider.System, Randomness.System, default);

    /// <summary>Copies these files of a closed folder, or all.</summary>
    public void Copy(string from, string to, params string[] names)
    {
        Directory.CreateDirectory(At(to));
        foreach (var file in Directory.GetFiles(At(from)))
            if (names.Length == 0 || names.Contains(Path.GetFileName(file))) File.Copy(file, Path.Combine(At(to), Path.GetFileName(file)), overwrite: true);
    }

    public static async Task<IReadOnlyList<Receipt>> Publish(EmbeddedLedger ledger, params string[] lines)
    {
        var outcome = await ledger.Mediator.Send(new PublishEvents([.. lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line))], Officer));
        Assert.That(outcome.Refusal, Is.Null);
        return outcome.Value;
    }

    public static async Task<byte[]> Export(EmbeddedLedger ledger, string? user)
    {
        using var output = new MemoryStream();
        var outcome = await ledger.Mediator.Send(new ExportBundle(new(user, Opened: true), "case-7", output, Officer));
        Assert.That(outcome.Refusal, Is.Null);
        return output.ToArray();
    }

    public static BundleVerdict Verify(byte[] bundle, VerifierKey key) => BundleVerifier.Verify(new MemoryStream(bundle), key);

    public static VerifierKey KeyOf(EmbeddedLedger ledger) => ledger.Get<TransparencyLog>().Key;

    /// <summary>A checkpoint over all there is.</summary>
    public static async Task<SignedCheckpoint> Signed(EmbeddedLedger ledger)
    {
        await ledger.Get<Projector>().CatchUp(default);
        return (await ledger.Get<TransparencyLog>().Sign(default))!;
    }

    /// <summary>Every value that still opens in the stream of the person.</summary>
    public static async Task<IEnumerable<string?>> Values(EmbeddedLedger ledger, string user)
    {
        var token = ledger.Get<IKeyVault>().FindToken(user)!;
        return (await new SealedValues(ledger.Get<IJournal>(), ledger.Get<IKeyVault>()).Of(token, long.MaxValue, default)).Select(value => value.Value);
    }

    public static async Task IsWhole(EmbeddedLedger ledger)
    {
        var report = await ledger.Get<StoreCheck>().Run((_, _) => { }, null, default);
        Assert.That(report.Faults, Is.Empty);
    }
}
