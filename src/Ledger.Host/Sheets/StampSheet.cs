using Ledger.Host.Terminal;
using Ledger.Proofs;

namespace Ledger.Host.Sheets;

/// <summary>What a bundle's timestamps say, for people.</summary>
static class StampSheet
{
    const int ShownMax = 10;

    public static void Tell(Screen screen, BundleStamping stamping)
    {
        var all = stamping.EventsStamped + stamping.EventsNotStamped;
        if (stamping.EventsStamped > 0)
            screen.Say($"timestamps: {stamping.EventsStamped:N0} of {all:N0} events existed by one; at most {Span(stamping.LongestWaitSeconds ?? 0)} from recording to the first timestamp over an event");
        if (stamping.EventsNotStamped > 0) screen.Say($"not stamped: {stamping.EventsNotStamped:N0} events");
        foreach (var stamp in stamping.Stamps.Take(ShownMax))
        {
            screen.Say(stamp.Trusted == false
                ? $"  {stamp.Time.UtcDateTime:u} not counted: {stamp.Authority} leads to none of the authorities you trust (certificate SHA-256 {stamp.Certificate})"
                : $"  {stamp.Time.UtcDateTime:u} {stamp.Events:N0} events existed, says {stamp.Authority} (certificate SHA-256 {stamp.Certificate}{(stamp.Trusted is null ? ", not checked" : "")})");
        }
        if (stamping.Stamps.Count > ShownMax) screen.Say($"  and {stamping.Stamps.Count - ShownMax:N0} timestamps more (--json lists them)");
    }

    /// <summary>As two units a person thinks in.</summary>
    static string Span(long seconds) => TimeSpan.FromSeconds(seconds) switch
    {
        { TotalDays: >= 1 } span => $"{(long)span.TotalDays:N0} d {span.Hours} h",
        { TotalHours: >= 1 } span => $"{span.Hours} h {span.Minutes} min",
        { TotalMinutes: >= 1 } span => $"{span.Minutes} min {span.Seconds} s",
        var span => $"{span.Seconds} s",
    };
}
