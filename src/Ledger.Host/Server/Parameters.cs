using System.Globalization;
using Ledger.Host.Commands;
using Ledger.Journal;

namespace Ledger.Host.Server;

/// <summary>
/// The parameters of a request's address, read strictly: each is known to the endpoint, there once, and not empty. What is wrong first is kept as a
/// refusal, which names the parameter and never its value.
/// </summary>
sealed class Parameters
{
    const int TextMax = 256;

    readonly IQueryCollection _query;
    readonly TimeZoneInfo _zone;

    /// <param name="context">The request.</param>
    /// <param name="known">The parameters the endpoint takes.</param>
    public Parameters(HttpContext context, params ReadOnlySpan<string> known)
    {
        (_query, _zone) = (context.Request.Query, context.RequestServices.GetRequiredService<Settings>().Zone);
        foreach (var (name, values) in _query)
        {
            if (!known.Contains(name)) Refuse(null, "A parameter is not known here.");
            else if (values.Count != 1) Refuse(name, "The parameter is there twice.");
            else if (values[0] is not { Length: > 0 and <= TextMax }) Refuse(name, $"The parameter is empty, or longer than {TextMax} characters.");
        }
    }

    /// <summary>What is wrong, or null.</summary>
    public Refusal? Refusal { get; private set; }

    public string? Text(string name) => _query.TryGetValue(name, out var values) && Refusal is null ? values[0] : null;

    /// <summary>A whole number from one to another.</summary>
    public long? Number(string name, long min, long max)
    {
        if (Text(name) is not { } text) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max) return number;
        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"The parameter is a whole number from {min} to {max}."));
        return null;
    }

    /// <summary>A moment: RFC 3339, or a date, whose beginning in the operator's zone it means.</summary>
    public DateTimeOffset? Moment(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Instant.TryParse(text, out var moment)) return moment;
        if (Instant.TryParseDate(text, out var date)) return Moments.Beginning(date, _zone);
        Refuse(name, "The parameter is a moment: 2025-06-01 or 2025-06-01T12:00:00Z; a plus sign is written %2B.");
        return null;
    }

    /// <summary>A date.</summary>
    public DateOnly? Date(string name)
    {
        if (Text(name) is not { } text) return null;
        if (Instant.TryParseDate(text, out var date)) return date;
        Refuse(name, "The parameter is a date: 2025-06-01.");
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Flag(string name)
    {
        if (Text(name) is not { } text || text == "false") return false;
        if (text != "true") Refuse(name, "The parameter is true or false.");
        return true;
    }

    /// <summary>One of some names; null where the parameter is not there.</summary>
    public T? OneOf<T>(string name) where T : struct, Enum
    {
        if (Text(name) is not { } text) return null;
        foreach (var value in Enum.GetValues<T>())
            if (Documents.DocumentJson.Name(value) == text) return value;
        Refuse(name, $"The parameter is one of: {string.Join(", ", Enum.GetValues<T>().Select(v => Documents.DocumentJson.Name(v)))}.");
        return null;
    }

    /// <summary>Says what is wrong, unless something was before.</summary>
    public void Refuse(string? name, string message) => Refusal ??= new(HttpRefusals.BadParameter, message, name is null ? null : $"?{name}");
}
