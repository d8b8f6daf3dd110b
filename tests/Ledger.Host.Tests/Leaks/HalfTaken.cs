using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Ledger.Host.Tests.Serve;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Leaks;

/// <summary>
/// An export with values in the clear that is too large for memory, and a caller who goes away in the middle of it: what lies in the server's nameless
/// temporary file is read through /proc while it is there, and the file is gone with the caller.
/// </summary>
static class HalfTaken
{
    const int Batches = 12, Events = 180, TextLength = 3600, Seed = 20260115;

    public static async Task Run(ServingProcess server, MarkedCaller caller, string key, Marks marks)
    {
        var random = new Random(Seed);
        for (var n = 0; n < Batches; n++)
        {
            var mark = marks.New();
            var lines = Enumerable.Range(0, Events).Select(i => Reads.Inquired($"large-{n}-{i}", $"l{n}-{i}", $"{n}-{i}").Replace("Кому передавались данные?", mark + Noise(random), StringComparison.Ordinal));
            await caller.Silent("a large batch", caller.Batch(lines), 200);
        }
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, LingerState = new(true, 0) };
        await socket.ConnectAsync(server.Address.Host, server.Address.Port);
        const string scope = """{"open":true}""";
        await socket.SendAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST /exports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {key}\r\nX-Purpose: order-3\r\nContent-Type: application/json\r\nContent-Length: {scope.Length}\r\n\r\n{scope}")));
        var begun = new byte[15];
        if (OperatingSystem.IsLinux()) await SpilledIsSealed(server.Id, marks);
        for (var read = 0; read < begun.Length;) read += await socket.ReceiveAsync(begun.AsMemory(read));
        Assert.That(Encoding.ASCII.GetString(begun), Is.EqualTo("HTTP/1.1 200 OK"));
        socket.Dispose();
        if (OperatingSystem.IsLinux()) Assert.That(() => Spilled(server.Id), Is.Null.After(20_000, 20), "the export's file outlived its caller");
    }

    static async Task SpilledIsSealed(int process, Marks marks)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(1))
        {
            Assert.That(watch.Elapsed, Is.LessThan(Workspace.Patience), "no export ever lay in a file");
            if (Spilled(process) is not { } file) continue;
            var bytes = await File.ReadAllBytesAsync(file);
            if (bytes.Length == 0) continue;
            Assert.That(marks.In("the export's temporary file", bytes), Is.Empty);
            return;
        }
    }

    /// <summary>The descriptor of an export's file, by which it can be read although it has no name.</summary>
    static string? Spilled(int process) => Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").FirstOrDefault(fd =>
        new FileInfo(fd).LinkTarget is { } target && target.Contains("ledger-export-", StringComparison.Ordinal));

    /// <summary>What no zip makes smaller than three quarters.</summary>
    static string Noise(Random random)
    {
        var bytes = new byte[TextLength * 3 / 4];
        random.NextBytes(bytes);
        return Convert.ToBase64String(bytes).Replace('+', '-').Replace('/', '_');
    }
}
