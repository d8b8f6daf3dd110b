using System.Collections.Concurrent;

namespace Ledger.Sqlite.Engine;

/// <summary>Read-only connections that wait to be used again. One is made where none waits; no more than a few are kept.</summary>
/// <typeparam name="TReader">A connection with its statements.</typeparam>
sealed class ReaderPool<TReader>(Func<TReader> open) : IDisposable where TReader : class, IDisposable
{
    const int KeptMax = 8;

    readonly ConcurrentBag<TReader> _waiting = [];
    volatile bool _closed;

    /// <summary>Runs the work with a reader of its own; a reader that failed is not used again.</summary>
    public TAnswer Use<TAnswer>(Func<TReader, TAnswer> work)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var reader = Take();
        try
        {
            var answer = work(reader);
            Return(reader);
            return answer;
        }
        catch (Exception exception)
        {
            reader.Dispose();
            if (exception is SqliteFailure failure) throw failure.AsFailed();
            throw;
        }
    }

    /// <summary>Closes those that wait; one in use is closed when it comes back.</summary>
    public void Dispose()
    {
        _closed = true;
        CloseWaiting();
    }

    /// <summary>Closes those that wait now; the next use opens one anew.</summary>
    public void CloseWaiting()
    {
        while (_waiting.TryTake(out var reader)) reader.Dispose();
    }

    TReader Take()
    {
        try
        {
            return _waiting.TryTake(out var reader) ? reader : open();
        }
        catch (SqliteFailure failure)
        {
            ObjectDisposedException.ThrowIf(_closed, this);   // its file may be gone already
            throw failure.AsFailed();
        }
    }

    void Return(TReader reader)
    {
        if (_closed || _waiting.Count >= KeptMax)
        {
            reader.Dispose();
            return;
        }
        _waiting.Add(reader);
        if (_closed) Dispose();
    }
}
