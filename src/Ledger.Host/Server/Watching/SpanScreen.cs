using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace Ledger.Host.Server;

/// <summary>
/// Lets through of a span only what is known to hold no id: the framework would export the path, the query and the user agent. Attributes added by a later
/// version of it are dropped as well, and so is what a caller wrote into the trace's state.
/// </summary>
sealed class SpanScreen : BaseProcessor<Activity>
{
    static readonly FrozenSet<string> Allowed = FrozenSet.Create(
        StringComparer.Ordinal, "http.request.method", "http.route", "http.response.status_code", "url.scheme", "network.protocol.version", "error.type");

    /// <summary>Before anything is begun under it that would inherit the state.</summary>
    public override void OnStart(Activity data)
    {
        ArgumentNullException.ThrowIfNull(data);
        data.TraceStateString = null;
    }

    public override void OnEnd(Activity data)
    {
        ArgumentNullException.ThrowIfNull(data);
        data.TraceStateString = null;
        if (data.Source.Name.StartsWith(Instruments.Name, StringComparison.Ordinal)) return;
        List<string> dropped = [.. data.TagObjects.Select(tag => tag.Key).Where(name => !Allowed.Contains(name))];
        foreach (var name in dropped) data.SetTag(name, null);
        if (!data.DisplayName.Contains(' ')) data.DisplayName = "request";
    }
}
