using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Ledger.Host.Tests.Server;

/// <summary>HTTP as bytes on a socket, for what no client would send.</summary>
sealed class RawHttp : IDisposable
{
    readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    NetworkStream _stream = null!;

    public static async Task<RawHttp> Connect(Uri address, CancellationToken cancel = default)
    {
        var raw = new RawHttp();
        await raw._socket.ConnectAsync(address.Host, address.Port, cancel);
        raw._stream = new(raw._socket);
        return raw;
    }

    /// <summary>Sends a whole request and answers with the status of the first answer, 0 where the connection was closed without one, and all that came.</summary>
    public static async Task<(int Status, string Text)> Ask(Uri address, byte[] request, bool thenEnd = false)
    {
        using var raw = await Connect(address);
        await raw.Send(request);
        if (thenEnd) raw._socket.Shutdown(SocketShutdown.Send);
        return await raw.Read(TimeSpan.FromSeconds(30));
    }

    /// <summary>The lines of a request's head, and the body; each line feed is sent as CRLF.</summary>
    public static byte[] Request(string head, byte[]? body = null) => [.. Encoding.Latin1.GetBytes(head.ReplaceLineEndings("\r\n") + "\r\n\r\n"), .. body ?? []];

    public async Task Send(byte[] bytes)
    {
        try
        {
            await _stream.WriteAsync(bytes);
        }
        catch (IOException)
        {
            // It has answered and closed already: what it said is read next.
        }
    }

    /// <summary>Reads until the other side closes, which it must.</summary>
    public async Task<(int Status, string Text)> Read(TimeSpan limit)
    {
        var (closed, answer) = await ReadWithin(limit);
        Assert.That(closed, Is.True, $"The server kept the connection open for {limit}: {answer.Text}");
        return answer;
    }

    /// <summary>Reads until the other side closes, or for so long.</summary>
    public async Task<(int Status, string Text)> ReadUpTo(TimeSpan limit) => (await ReadWithin(limit)).Answer;

    async Task<(bool Closed, (int Status, string Text) Answer)> ReadWithin(TimeSpan limit)
    {
        using var patience = new CancellationTokenSource(limit);
        using var all = new MemoryStream();
        var closed = true;
        try
        {
            await _stream.CopyToAsync(all, patience.Token);
        }
        catch (IOException)
        {
            // Reset: what came before counts.
        }
        catch (OperationCanceledException)
        {
            closed = false;
        }
        var text = Encoding.Latin1.GetString(all.ToArray());
        return (closed, (text.Length > 12 ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, text));
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _socket.Dispose();
    }
}
