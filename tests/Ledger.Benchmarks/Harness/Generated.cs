using System.Globalization;
using Ledger.Access;
using Ledger.Host;
using Ledger.Host.Import;
using Ledger.Intake;
using Ledger.Law;
using Ledger.Sealing;

namespace Ledger.Benchmarks;

/// <summary>A whole embedded ledger, as the host puts it together, filled with generated traffic. Filled once and kept for other rows and runs.</summary>
static class Generated
{
    /// <summary>Opens the ledger with the traffic of so many people, making it first where it is not there.</summary>
    public static async Task<EmbeddedLedger> Open(Options options, long subjects)
    {
        var folder = Folder(options, subjects);
        var done = Path.Combine(options.Folder, Path.GetFileName(folder) + ".done");
        if (!File.Exists(done))
        {
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            await using (var filled = await Ledger(folder)) await Fill(filled, subjects);
            File.WriteAllText(done, "");
        }
        return await Ledger(folder);
    }

    public static string Folder(Options options, long subjects) => options.Kept(string.Create(CultureInfo.InvariantCulture, $"generated-{subjects}"));

    /// <summary>A new ledger without any event.</summary>
    public static Task<EmbeddedLedger> Empty(string folder) => Ledger(folder);

    public static Actor Actor { get; } = new("benchmark", Role.Administrator);

    static Task<EmbeddedLedger> Ledger(string folder) => EmbeddedLedger.Open(
        new Settings(folder, "bench.example/ledger", Actor, LegalClock.Moscow, PublishingRules.Default), TimeProvider.System, Randomness.System, default);

    static async Task Fill(EmbeddedLedger ledger, long subjects)
    {
        using var lines = new LineStream(Workload.Lines(subjects));
        var result = await new Importer((events, after, cancel) => ledger.Mediator.Send(new PublishEvents(events, Actor) { After = after }, cancel)).Run(lines, null, done => Tell(done), default);
        if (result.Failure is { } failure) throw new InvalidOperationException($"Line {failure.Line}: {failure.Refusal.Code}");
    }

    static void Tell(long done)
    {
        if (done % 50_000 < 500) Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\rfilling: {done:N0} events "));
    }
}

/// <summary>Lines as a stream to be read once, in constant memory.</summary>
sealed class LineStream(IEnumerable<ReadOnlyMemory<byte>> lines) : Stream
{
    readonly IEnumerator<ReadOnlyMemory<byte>> _lines = lines.GetEnumerator();
    ReadOnlyMemory<byte> _rest;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_rest.IsEmpty)
        {
            if (!_lines.MoveNext()) return 0;
            _rest = (byte[])[.. _lines.Current.Span, (byte)'\n'];
        }
        var taken = Math.Min(count, _rest.Length);
        _rest.Span[..taken].CopyTo(buffer.AsSpan(offset));
        _rest = _rest[taken..];
        return taken;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _lines.Dispose();
        base.Dispose(disposing);
    }
}
