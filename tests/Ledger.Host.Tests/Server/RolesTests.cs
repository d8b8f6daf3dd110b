using System.Net;
using System.Text;
using Ledger.Access;

namespace Ledger.Host.Tests.Server;

/// <summary>Who may do what: the table of docs/http.md against the running server, every endpoint times every role.</summary>
public sealed class RolesTests
{
    /// <summary>Bodies of requests that a role may make only with this content; all others send an empty object.</summary>
    static readonly Dictionary<string, string> Bodies = new()
    {
        ["POST /exports"] = """{"inquiry":"1"}""",
    };

    Served _served = null!;
    Dictionary<Role, HttpClient> _clients = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _served = await Served.Start(new() { Rate = 0 });
        _clients = [];
        foreach (var role in Enum.GetValues<Role>())
            _clients.Add(role, await _served.Client(new ApiKeyTerms($"{Roles.NameOf(role)}-1", role) { Inquiries = role == Role.Regulator ? ["1"] : [], OwnLinks = role == Role.Publisher }));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public void Every_endpoint_has_its_row_and_every_row_its_endpoint()
    {
        var mapped = _served.Endpoints.SelectMany(RoleRow.NamesOf).Distinct().ToList();
        var documented = RoleRow.Documented.Select(row => row.Name).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(documented, Is.Unique);
            Assert.That(mapped.Except(documented), Is.Empty, "endpoints without a row: add '| METHOD | `path` | publisher | officer | auditor | regulator | administrator | no key |' to docs/http.md, Who may");
            Assert.That(documented.Except(mapped), Is.Empty, "rows of docs/http.md, Who may, that no endpoint answers");
        });
    }

    static IEnumerable<TestCaseData> Rows() => RoleRow.Documented.Select(row => new TestCaseData(row).SetArgDisplayNames(row.Name));

    [TestCaseSource(nameof(Rows))]
    public async Task An_endpoint_answers_the_roles_of_its_row_and_no_others(object row)
    {
        var asked = (RoleRow)row;
        var anonymous = await Ask(_served.Anonymous(), asked);
        Assert.That(anonymous, asked.Anybody ? Is.Not.EqualTo(HttpStatusCode.Unauthorized).And.Not.EqualTo(HttpStatusCode.Forbidden) : Is.EqualTo(HttpStatusCode.Unauthorized), "no key");
        foreach (var (role, client) in _clients)
        {
            var answer = await Ask(client, asked);
            Assert.That(answer, asked.Roles.Contains(role) ? Is.Not.EqualTo(HttpStatusCode.Unauthorized).And.Not.EqualTo(HttpStatusCode.Forbidden) : Is.EqualTo(HttpStatusCode.Forbidden), Roles.NameOf(role));
            Assert.That((int)answer, Is.LessThan(500).Or.EqualTo(503), Roles.NameOf(role));
        }
    }

    /// <summary>The status alone: some answers never end.</summary>
    static async Task<HttpStatusCode> Ask(HttpClient client, RoleRow row)
    {
        using var request = new HttpRequestMessage(new(row.Method), row.Example);
        request.Headers.Add("X-Purpose", "inquiry 1");
        if (row.Method is not "GET") request.Content = new StringContent(Bodies.GetValueOrDefault(row.Name, "{}"), Encoding.UTF8, "application/json");
        using var limit = new CancellationTokenSource(Workspace.Patience);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
        return answer.StatusCode;
    }
}
