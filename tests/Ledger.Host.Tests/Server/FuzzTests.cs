using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Check;
using Ledger.Host.Tests.Leaks;
using Ledger.Host.Tests.Web;
using Ledger.Projections;
using Microsoft.AspNetCore.Routing;

namespace Ledger.Host.Tests.Server;

/// <summary>Fifteen seconds of requests that make no sense, at every endpoint there is.</summary>
[NonParallelizable]
public sealed class FuzzTests
{
    /// <summary>Set LEDGER_FUZZ_SEED to run one again, and LEDGER_FUZZ_SECONDS for a longer look.</summary>
    static readonly int Seed = Number("LEDGER_FUZZ_SEED") ?? Random.Shared.Next(), Seconds = Number("LEDGER_FUZZ_SECONDS") ?? 6;

    [Test]
    public async Task Whatever_is_sent_is_answered_and_the_ledger_stays_whole()
    {
        TestContext.Out.WriteLine($"LEDGER_FUZZ_SEED={Seed}");
        await using var served = await Served.Start(new() { Rate = 0 });
        await Asking.Prepare(served);
        var marks = new Marks();
        var user = marks.New();
        List<string> keys = ["ledger_000000000000_x"];
        foreach (var role in Enum.GetValues<Role>()) keys.Add(await served.Ledger.Get<ApiKeys>().Issue(new($"fuzz-{Roles.NameOf(role)}", role) { Rate = 0 }, default));
        var patterns = served.Endpoints.OfType<RouteEndpoint>().Select(e => e.RoutePattern.RawText!).Distinct().Order(StringComparer.Ordinal).ToList();
        List<string> sessions = [];
        foreach (var role in Enum.GetValues<Role>().Where(role => role != Role.Publisher)) sessions.Add(await Session(served, await served.Ledger.Get<ApiKeys>().Issue(new($"fuzz-{Roles.NameOf(role)}", role) { Rate = 0 }, default)));
        var asked = 0;
        var started = Stopwatch.GetTimestamp();
        List<string> faults = [];
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async worker =>
        {
            var own = new Marks();
            var requests = new FuzzRequests(Seed + worker, patterns, keys, sessions, user, own);
            while (Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(Seconds))
            {
                var (bytes, line) = requests.Next();
                var answer = await Send(served.Address, bytes);
                Interlocked.Increment(ref asked);
                if ((Fault(answer) ?? Told(answer, own, marks)) is { } fault) lock (faults) faults.Add($"{line}: {fault}");
            }
            Leaks(own, served, faults);
        }));
        TestContext.Out.WriteLine($"{asked} requests at {patterns.Count} endpoints");
        Assert.That(faults.Distinct().Take(20), Is.Empty, $"LEDGER_FUZZ_SEED={Seed}");
        Assert.That(asked, Is.GreaterThan(200));
        Assert.That((await Sent.Get(served.Anonymous(), "/health/live")).Status, Is.EqualTo(HttpStatusCode.OK));
        Leaks(marks, served, faults);
        Assert.That(faults, Is.Empty);
        await served.Restart();   // with all that is recorded folded
        var report = await served.Ledger.Get<StoreCheck>().Run((_, _) => { }, new Progress<ProjectionProgress>(), default);
        Assert.That(report.Faults, Is.Empty);
        Assert.That(report.Events, Is.GreaterThan(2), "nothing that was sent was ever taken");
    }

    /// <summary>What a browser that is signed in sends with every request, and with a form.</summary>
    static async Task<string> Session(Served served, string key)
    {
        using var visitor = new Visitor(served.Address);
        await visitor.SignIn(key);
        var form = (await visitor.Get("/console/sign-out")).FormToken;
        return $"Cookie: {string.Join("; ", visitor.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}"))}\nRequestVerificationToken: {form}";
    }

    static async Task<(int Status, string Text)> Send(Uri address, byte[] request)
    {
        using var raw = await RawHttp.Connect(address);
        await raw.Send(request);
        return await raw.ReadUpTo(TimeSpan.FromMilliseconds(600));   // some answers never end, and some requests
    }

    static string? Fault((int Status, string Text) answer)
    {
        var (status, text) = answer;
        if (status >= 500 && status != 503) return $"{status} {text}";
        if (status < 400 || text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is not (> 0 and var head)) return null;
        var body = text[(head + 4)..];
        if (text[..head].Contains("text/html", StringComparison.Ordinal) && text[..head].Contains("default-src 'none'", StringComparison.Ordinal)) return null;   // a page of the console's
        if (!text[..head].Contains("application/problem+json", StringComparison.Ordinal))
            return body.Length == 0 ? null : $"{status} is no problem document: {text}";   // before there is a request, the server itself answers with the bare status
        try
        {
            using var problem = JsonDocument.Parse(body[body.IndexOf('{', StringComparison.Ordinal)..(body.LastIndexOf('}') + 1)]);
            return problem.RootElement.GetProperty("status").GetInt32() == status && problem.RootElement.GetProperty("code").GetString() is { Length: > 0 } ? null : text;
        }
        catch (Exception error) when (error is JsonException or ArgumentException or KeyNotFoundException)
        {
            return body.Length == 0 ? null : $"{status} {error.GetType().Name}: {text}";
        }
    }

    /// <summary>A problem holds no value of what was sent. A page of the console names what its own reader asked for and is not there, as text.</summary>
    static string? Told((int Status, string Text) answer, params Marks[] marks) =>
        answer.Status < 400 || (answer.Status == 404 && answer.Text.Contains("Content-Type: text/html", StringComparison.Ordinal)) ? null : marks.SelectMany(m => m.In("answer", answer.Text)).FirstOrDefault();

    static void Leaks(Marks marks, Served served, List<string> faults)
    {
        lock (faults) faults.AddRange(marks.InFolder(served.Folder));
    }

    static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
