using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ledger.Host.Tests.Replicas;

/// <summary>Who serves, as bytes on sockets: it reads the head of each request, and answers it as the test wants.</summary>
sealed class RawHolder : IDisposable
{
    public const string Fine = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine", StandsBy = "HTTP/1.1 503 Service Unavailable\r\nLedger-Stands-By: 1\r\nContent-Length: 0\r\n\r\n",
        StandbyLives = "HTTP/1.1 200 OK\r\nLedger-Stands-By: 1\r\nContent-Length: 0\r\n\r\n";

    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _over = new();
    readonly string? _answer;
    int _asked;

    /// <summary>One that answers each request so: null closes the connection, nothing at all is said where it is empty.</summary>
    public RawHolder(string? answer)
    {
        _answer = answer;
        _listener.Start();
        _ = Accept();
    }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://{_listener.LocalEndpoint}"));

    /// <summary>How many requests came.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public void Dispose()
    {
        _over.Cancel();
        _listener.Dispose();
        _over.Dispose();
    }

    async Task Accept()
    {
        try
        {
            for (; ; ) _ = Serve(await _listener.AcceptSocketAsync(_over.Token));
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // the test is over
        }
    }

    async Task Serve(Socket socket)
    {
        using var connection = socket;
        var (buffer, head) = (new byte[4096], new StringBuilder());
        try
        {
            for (int read; (read = await socket.ReceiveAsync(buffer, _over.Token)) > 0;)
            {
                head.Append(Encoding.Latin1.GetString(buffer, 0, read));
                if (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal)) continue;
                Interlocked.Increment(ref _asked);
                if (_answer is not { } answer) return;
                await socket.SendAsync(Encoding.Latin1.GetBytes(answer), _over.Token);
                head.Clear();
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // it has hung up, or the test is over
        }
    }
}
