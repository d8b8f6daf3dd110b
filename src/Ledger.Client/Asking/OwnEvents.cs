using Ledger.Client.Sending;

namespace Ledger.Client.Asking;

/// <summary>What this service itself has published: the ledger is asked for no answer older than that.</summary>
sealed class OwnEvents
{
    long _newest = -1;

    /// <summary>The index of the newest own event; -1 before the first.</summary>
    public long Newest => Interlocked.Read(ref _newest);

    /// <summary>Told of each own event when it is recorded.</summary>
    public event Action<Concern, long>? Added;

    /// <summary>An own event was recorded.</summary>
    public void Recorded(Concern concern, long index)
    {
        for (var newest = Newest; index > newest;)
        {
            var before = Interlocked.CompareExchange(ref _newest, index, newest);
            if (before == newest) break;
            newest = before;
        }
        Added?.Invoke(concern, index);
    }
}
