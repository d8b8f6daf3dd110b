namespace Ledger.Host.Server.Intake;

/// <summary>A body read as it comes, in memory that grows with what has come and not with what was announced.</summary>
sealed class ReceivedBody(PublishingGate gate, string account, int bytesMax) : IDisposable
{
    const int FirstMax = 16 << 10;

    byte[] _bytes = [];
    int _length;

    /// <summary>What has come.</summary>
    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(0, _length);

    /// <summary>Reads to the end; or why not. The server itself breaks off what is larger than it takes.</summary>
    public async ValueTask<Refusal?> Fill(HttpRequest request, CancellationToken cancel)
    {
        while (true)
        {
            if (_length == _bytes.Length && !Grow(request.ContentLength ?? 0)) return PublishingGate.Full;
            var read = await request.Body.ReadAsync(_bytes.AsMemory(_length), cancel);
            if (read == 0) return null;
            _length += read;
            if (_length > bytesMax) return new(HttpRefusals.BodyTooLarge, $"A body has at most {bytesMax} bytes.");
        }
    }

    public void Dispose() => gate.Return(account, _bytes.Length);

    bool Grow(long announced)
    {
        var size = _bytes.Length == 0 ? (int)Math.Clamp(announced + 1, 1024, FirstMax) : _bytes.Length * 2L;
        var more = (int)Math.Min(size, bytesMax + 1L) - _bytes.Length;
        if (!gate.TryTake(account, more)) return false;
        Array.Resize(ref _bytes, _bytes.Length + more);
        return true;
    }
}
