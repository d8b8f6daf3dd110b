using System.Globalization;
using System.Text;
using Ledger.Host.Tests.Leaks;

namespace Ledger.Host.Tests.Server;

/// <summary>Requests drawn from a seed: every endpoint there is, with parts that are right, nearly right, or nothing of the sort.</summary>
sealed class FuzzRequests(int seed, IReadOnlyList<string> patterns, IReadOnlyList<string> keys, IReadOnlyList<string> sessions, string user, Marks marks)
{
    static readonly string[] Methods = ["GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "QUERY"];
    static readonly string[] Nasty = ["", "0", "-1", "%00", "%2F", "..", "%2e%2e", "%FF", "%zz", "a%20b", "%F0%9F%98%80", "'", "\"", "<b>", "{}", "{0}", "*", "9223372036854775808", "1e400", "true", "null", "../../etc/passwd"];
    static readonly string[] Names =
        ["purpose", "category", "recipient", "ground", "kind", "channel", "at", "known", "after", "source", "from", "to", "type", "cursor", "limit", "open", "subject", "format", "status", "x"];
    static readonly string[] Values = ["contact", "improvement", "cookies", "consent", "sms", "news", "2025-06-01T00:00:00Z", "2025-06-01", "0", "1", "5", "100000", "/crm", "insurer"];
    static readonly (string, string)[] Headers =
    [
        ("Accept", "text/csv"), ("Accept", "application/json;q=x"), ("Prefer", "wait=published"), ("Last-Event-ID", "0"), ("Last-Event-ID", "x"), ("X-Purpose", "inquiry 7"), ("Idempotency-Key", "k-1"),
        ("If-None-Match", "*"), ("Range", "bytes=0-1"), ("Expect", "100-continue"), ("Content-Encoding", "gzip"), ("Cookie", "a=b"), ("X-Forwarded-For", "::"), ("Upgrade", "websocket"), ("ce-specversion", "1.0"),
        ("ce-id", "%C0"), ("ce-type", "ledger.subject.registered.v1"), ("ce-source", "/crm"), ("ce-time", "2025-06-02T12:00:00Z"), ("Accept-Language", "ru"), ("Host", "evil"),
    ];

    static readonly string[] Types = ["application/cloudevents+json", "application/cloudevents+json", "application/cloudevents-batch+json", "application/json", "text/csv", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", "application/x-www-form-urlencoded", "x"];

    static readonly string[] Forms = ["find", "sign-in", "sign-out", "reason", "open", "save", "verify", "x"];

    const int MarksMax = 12;

    readonly Random _random = new(seed);
    int _count;

    /// <summary>The next request, as bytes, its path last of all for a report.</summary>
    public (byte[] Bytes, string Line) Next()
    {
        _count++;
        if (_random.Next(4) == 0) return Publication();
        var line = $"{Of(Methods)} {Path()}{Query()} HTTP/1.1";
        var body = _random.Next(3) == 0 ? [] : Mutated(Encoding.UTF8.GetBytes(Body()));
        var head = new StringBuilder(line).Append("\nHost: ledger.example\nConnection: close");
        if (_random.Next(8) > 0) head.Append("\nAuthorization: Bearer ").Append(Of(keys));
        if (_random.Next(4) > 0) head.Append('\n').Append(Of(sessions));
        if (_random.Next(8) > 0) head.Append("\nContent-Type: ").Append(Of(Types));
        for (var n = _random.Next(4); n > 0; n--) head.Append('\n').Append(Of(Headers) is var (name, value) ? $"{name}: {value}" : "");
        if (_random.Next(12) > 0) head.Append(CultureInfo.InvariantCulture, $"\nContent-Length: {body.Length + (_random.Next(25) == 0 ? _random.Next(-5, 6) : 0)}");
        return (RawHttp.Request(head.ToString(), body), line);
    }

    /// <summary>A publication that is right, or was before one thing was changed.</summary>
    (byte[], string) Publication()
    {
        const string line = "POST /events HTTP/1.1";
        var body = Encoding.UTF8.GetBytes(Events());
        if (_random.Next(2) == 0) body = Mutated(body);
        var type = body is [(byte)'[', ..] ? Types[2] : Types[0];
        return (RawHttp.Request($"{line}\nHost: x\nConnection: close\nAuthorization: Bearer {Of(keys)}\nContent-Type: {type}\nContent-Length: {body.Length}", body), line);
    }

    string Path()
    {
        var pattern = _random.Next(15) == 0 ? Of(Nasty) : Of(patterns);
        while (pattern.IndexOf('{', StringComparison.Ordinal) is >= 0 and var start && pattern.IndexOf('}', start) is > 0 and var end)
            pattern = $"{pattern[..start]}{Segment()}{pattern[(end + 1)..]}";
        return pattern.StartsWith('/') ? pattern : "/" + pattern;
    }

    string Segment() => _random.Next(3) switch
    {
        0 => user,
        1 => _random.Next(4) == 0 ? Mark() : Of(Values).Replace("/", "%2F", StringComparison.Ordinal),
        _ => Of(Nasty).Replace(' ', '_'),
    };

    string Query()
    {
        if (_random.Next(3) == 0) return "";
        var pairs = Enumerable.Range(0, _random.Next(1, 5)).Select(_ => $"{Of(Names)}={(_random.Next(3) == 0 ? Of(Nasty) : Of(Values))}");
        return "?" + string.Join('&', pairs).Replace(' ', '+');
    }

    string Events()
    {
        string[] events =
        [
            Lines.Registered($"f{_count}", user), Lines.OptedIn($"f{_count}", user, Mark()), Asking.Consented($"f{_count}", user), Asking.Withdrawn($"f{_count}", user),
            Lines.Event($"f{_count}", Mark(), "ledger.messaging.opted-in.v1", $$"""{"kind":"news","channels":["email"],"contact":"{{Mark()}}"}"""),
        ];
        return _random.Next(3) == 0 ? $"[{string.Join(',', events.Select((e, n) => e.Replace($"\"f{_count}\"", $"\"f{_count}-{n}\"", StringComparison.Ordinal)))}]" : Of(events);
    }

    string Body() => _random.Next(4) switch
    {
        3 => $"_handler={Of(Forms)}&text={Of(Nasty)}&key={Of(keys)}&reason={Of(Nasty)}&{Of(Names)}={Of(Values)}&number={user}",
        0 => """{"name":"x","role":"officer","url":"http://127.0.0.1:9/","types":[],"reason":"why","subject":"1","from":"2025-01-01"}""",
        1 => Of(Nasty),
        _ => Events(),
    };

    byte[] Mutated(byte[] bytes)
    {
        if (_random.Next(2) == 0 || bytes.Length == 0) return bytes;
        for (var n = _random.Next(1, 4); n > 0; n--)
        {
            var at = _random.Next(bytes.Length);
            if (_random.Next(3) == 0) return bytes[..at];
            bytes[at] = (byte)_random.Next(256);
        }
        return bytes;
    }

    /// <summary>One of a few, as each is searched for everywhere afterwards.</summary>
    string Mark() => marks.Values.Count < MarksMax ? marks.New() : Of(marks.Values);

    T Of<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];
}
