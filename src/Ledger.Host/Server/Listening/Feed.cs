using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Ledger.Listening;

namespace Ledger.Host.Server.Listening;

/// <summary>
/// One open feed: server-sent events (WHATWG HTML 9.2) to one reader, from an index on. It holds no more than one page of events; a reader that does not
/// take what is sent in time is dropped, and resumes where it was.
/// </summary>
sealed class Feed(Tail tail, Delivery delivery, TimeProvider clock, ListeningSettings settings, PipeWriter output, EventFilter filter, long next)
{
    const int RetryMilliseconds = 2000, FlushBytes = 64 << 10;

    long _next = next, _told = long.MinValue;
    long _heartbeat, _written;

    /// <summary>Writes until cancelled, or until <paramref name="stillAllowed"/>, which is asked at every heartbeat, says no.</summary>
    public async Task Run(Func<Task<bool>> stillAllowed, CancellationToken cancel)
    {
        output.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"retry: {RetryMilliseconds}\n\n")));
        await WritePosition(cancel);
        _heartbeat = clock.GetTimestamp();
        while (true)
        {
            var grown = tail.Grown;   // before looking, so that none is missed
            var page = await tail.Next(_next, cancel);
            await Write(page, cancel);
            if (page.Count == 0) await Wait(grown, cancel);
            if (_told < _next - 1 && clock.GetElapsedTime(_written) >= settings.PositionInterval) await WritePosition(cancel);
            if (clock.GetElapsedTime(_heartbeat) < settings.Heartbeat) continue;
            if (!await stillAllowed()) return;
            output.Write(": \n\n"u8);
            await WritePosition(cancel);
            _heartbeat = clock.GetTimestamp();
        }
    }

    async ValueTask Write(IReadOnlyList<HeardEvent> page, CancellationToken cancel)
    {
        foreach (var heard in page)
        {
            _next = heard.Index + 1;
            if (!filter.Passes(heard)) continue;
            output.Write(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {heard.Index}\nevent: {heard.Type}\ndata: ")));
            await delivery.Write(output, heard, cancel);
            output.Write("\n\n"u8);
            _told = heard.Index;
            if (output.UnflushedBytes >= FlushBytes) await Flush(cancel);
        }
        if (output.UnflushedBytes > 0) await Flush(cancel);
    }

    /// <summary>Says how far the feed is; an id of its own, so that a reader who heard nothing resumes from here.</summary>
    async ValueTask WritePosition(CancellationToken cancel)
    {
        _told = _next - 1;
        var index = _told.ToString(CultureInfo.InvariantCulture);
        output.Write(Encoding.ASCII.GetBytes($"id: {index}\nevent: position\ndata: {{\"index\":{index}}}\n\n"));
        await Flush(cancel);
    }

    async ValueTask Wait(Task grown, CancellationToken cancel)
    {
        var left = settings.Heartbeat - clock.GetElapsedTime(_heartbeat);
        if (_told < _next - 1 && settings.PositionInterval - clock.GetElapsedTime(_written) is var position && position < left) left = position;
        if (left > TimeSpan.Zero) await grown.WaitAsync(left, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancel.ThrowIfCancellationRequested();
    }

    async ValueTask Flush(CancellationToken cancel)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(settings.WriteTimeout);
        var flushed = await output.FlushAsync(late.Token);
        if (flushed.IsCompleted) throw new OperationCanceledException("The reader has gone.");
        _written = clock.GetTimestamp();
    }
}
