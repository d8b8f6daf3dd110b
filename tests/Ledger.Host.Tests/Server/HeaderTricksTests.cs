using System.Net;
using System.Net.Sockets;
using System.Text;
using Ledger.Access;

namespace Ledger.Host.Tests.Server;

/// <summary>Odd Authorization headers, written as bytes: a 401 (or a 400 where it is no HTTP), never more and never a 500.</summary>
public sealed class HeaderTricksTests
{
    const int Answered = 0;

    Served _served = null!;
    string _key = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _key = await _served.Ledger.Get<ApiKeys>().Issue(new("auditor-1", Role.Auditor) { Rate = 0 }, default);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [TestCase("Authorization: Bearer KEY", Answered)]
    [TestCase("authorization: bearer KEY", Answered)]
    [TestCase("Authorization: BEARER   KEY  ", Answered)]
    [TestCase("Authorization: Bearer KEY\r\nAuthorization: Bearer KEY", 401)]
    [TestCase("Authorization: Bearer KEY, Bearer KEY", 401)]
    [TestCase("Authorization: BearerKEY", 401)]
    [TestCase("Authorization: Bearer\tKEY", 401)]
    [TestCase("Authorization: Bearer", 401)]
    [TestCase("Authorization: Bearer ", 401)]
    [TestCase("Authorization: KEY", 401)]
    [TestCase("Authorization: Basic Ok", 401)]
    [TestCase("Authorization: Basic BASIC", 401, TestName = "A page's way in is no way in elsewhere")]
    [TestCase("Authorization: Bearer ledger_é_ключ", 401)]
    [TestCase("Authorization: Bearer LONG", 401)]
    [TestCase("Authorization: Bearer HUGE", 431)]
    [TestCase("Authorization: Bearer KEY\0", 400)]
    [TestCase("Authorization : Bearer KEY", 400)]
    [TestCase("X-Authorization: Bearer KEY", 401)]
    [TestCase("Authorization: Bearer eyJhbGciOiJub25lIn0.e30.", 401)]
    public async Task An_odd_header_opens_nothing(string header, int status)
    {
        var line = header.Replace("KEY", _key, StringComparison.Ordinal).Replace("LONG", new string('A', 10_000), StringComparison.Ordinal)
            .Replace("HUGE", new string('A', 100_000), StringComparison.Ordinal)
            .Replace("BASIC", Convert.ToBase64String(Encoding.UTF8.GetBytes($"any:{_key}")), StringComparison.Ordinal);
        Assert.That((HttpStatusCode)await Ask(line), status == Answered ? Served.Answered : Is.EqualTo((HttpStatusCode)status));
    }

    [Test]
    public async Task Afterwards_the_server_is_well()
    {
        Assert.That((await _served.Anonymous().GetAsync("/health/live")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    async Task<int> Ask(string header)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync(_served.Address.Host, _served.Address.Port);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"GET /checkpoint HTTP/1.1\r\nHost: {_served.Address.Authority}\r\n{header}\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        using var limit = new CancellationTokenSource(Workspace.Patience);
        var line = await reader.ReadLineAsync(limit.Token);
        return int.Parse(line!.Split(' ')[1], null);
    }
}
