using System.Net;
using System.Text.RegularExpressions;

namespace Ledger.Host.Tests.Web;

/// <summary>A browser without a screen: it keeps cookies, goes where it is sent only when told to, and sends forms as they stand in a page.</summary>
sealed partial class Visitor : IDisposable
{
    public const string SignInPath = "/console/sign-in";

    readonly CookieContainer _cookies = new();
    readonly HttpClient _http;

    public Visitor(Uri server, HttpMessageHandler? through = null)
    {
        Server = server;
        var handler = through as HttpClientHandler ?? new();
        (handler.CookieContainer, handler.AllowAutoRedirect) = (_cookies, false);
        _http = new(handler) { BaseAddress = server };
    }

    public Uri Server { get; }

    /// <summary>The name of its session, if it has one.</summary>
    public string? Session => Cookies.FirstOrDefault(cookie => cookie.Name.EndsWith("ledger-session", StringComparison.Ordinal))?.Value;

    public IEnumerable<Cookie> Cookies => _cookies.GetAllCookies();

    /// <summary>Forgets its cookies, or takes those of another over.</summary>
    public void Take(IEnumerable<Cookie> cookies)
    {
        foreach (Cookie own in _cookies.GetAllCookies()) own.Expired = true;
        foreach (var cookie in cookies) _cookies.Add(new Cookie(cookie.Name, cookie.Value, cookie.Path, cookie.Domain));
    }

    /// <summary>Asks for a page; an address of another server too.</summary>
    public Task<Shown> Get(string address, params (string Name, string Value)[] headers) => Send(new(HttpMethod.Get, address), headers);

    /// <summary>Sends a form with what it is protected by, read from a page that has a form; nothing of it where that is null.</summary>
    public async Task<Shown> Post(string address, string? from, params (string Name, string Value)[] fields)
    {
        var all = fields.ToList();
        if (from is not null) all.Add(("__RequestVerificationToken", (await Get(from)).FormToken));
        return await PostAs(address, all);
    }

    /// <summary>Sends these fields.</summary>
    public Task<Shown> PostAs(string address, IEnumerable<(string Name, string Value)> fields, params (string Name, string Value)[] headers) =>
        Send(new(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))) }, headers);

    /// <summary>Signs in with a key.</summary>
    public Task<Shown> SignIn(string key, string back = "") => Post(SignInPath + back, SignInPath + back, ("_handler", "sign-in"), ("key", key));

    public void Dispose() => _http.Dispose();

    async Task<Shown> Send(HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        using var limit = new CancellationTokenSource(Workspace.Patience);
        using var answer = await _http.SendAsync(request, limit.Token);
        return new(answer.StatusCode, await answer.Content.ReadAsStringAsync(limit.Token), answer.Headers.Location?.OriginalString,
            answer.Headers.Concat(answer.Content.Headers).ToDictionary(header => header.Key, header => string.Join("\n", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>What came back.</summary>
    internal sealed partial record Shown(HttpStatusCode Status, string Text, string? Location, IReadOnlyDictionary<string, string> Headers)
    {
        /// <summary>What protects the forms of the page.</summary>
        public string FormToken => Token().Match(Text) is { Success: true } found ? found.Groups[1].Value : throw new AssertionException($"no form in {Text}");

        /// <summary>Whether one is sent to sign in.</summary>
        public bool AsksToSignIn => Status == HttpStatusCode.Redirect && Location!.Contains($"{SignInPath}?back=", StringComparison.Ordinal);

        [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
        private static partial Regex Token();
    }
}
