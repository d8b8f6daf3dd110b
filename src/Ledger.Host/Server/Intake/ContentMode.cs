using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Server.Intake;

/// <summary>How a message holds events (CloudEvents HTTP binding 1.0.2, section 3).</summary>
enum ContentMode
{
    /// <summary>One event, attributes and data, in the body.</summary>
    Structured,

    /// <summary>An array of such events.</summary>
    Batched,

    /// <summary>The data in the body, the attributes in headers.</summary>
    Binary,
}

/// <summary>Reads the mode off a request's headers.</summary>
static class ContentModes
{
    const string Structured = "application/cloudevents+json", Batched = "application/cloudevents-batch+json", Json = "application/json";

    /// <summary>The mode, or why the body cannot be taken.</summary>
    public static Outcome<ContentMode> Of(HttpRequest request)
    {
        if (request.Headers.ContentEncoding is { Count: > 0 } coding && coding.ToString() != "identity")
            return No("Send the body without a content encoding.");
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return No($"Say what the body is: {Structured}, {Batched}, or {Json} with ce- headers.");
        if (!type.Parameters.All(IsUtf8)) return No("The body is UTF-8: no other charset, and no other parameter, is taken.");
        if (type.MediaType.Equals(Structured, StringComparison.OrdinalIgnoreCase)) return ContentMode.Structured;
        if (type.MediaType.Equals(Batched, StringComparison.OrdinalIgnoreCase)) return ContentMode.Batched;
        if (!type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)) return No($"An event is {Structured}, {Batched}, or {Json} with ce- headers.");
        return request.Headers.ContainsKey("ce-specversion") ? ContentMode.Binary : No($"{Json} without a ce-specversion header is no event; a whole event is {Structured}.");
    }

    static bool IsUtf8(NameValueHeaderValue parameter) =>
        parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(parameter.Value).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    static Refusal No(string message) => new(HttpRefusals.MediaType, message);
}
