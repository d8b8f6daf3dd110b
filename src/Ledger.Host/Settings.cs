using System.Globalization;
using Ledger.Access;
using Ledger.Intake;
using Ledger.Law;

namespace Ledger.Host;

/// <summary>What an installation may set, by option, by <c>LEDGER_*</c> environment variable, or left to its default.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Origin">The name of a new ledger in its checkpoints: a schema-less URL of the operator's.</param>
/// <param name="Actor">Who acts on the command line: an account name, never a person's.</param>
/// <param name="Zone">The operator's time zone, for legal periods.</param>
/// <param name="Rules">How publications are judged.</param>
sealed record Settings(string Data, string Origin, Actor Actor, TimeZoneInfo Zone, PublishingRules Rules)
{
    public const string DataDefault = "ledger-data";
    public const string OriginDefault = "ledger.example/x-keeper";

    /// <summary>Settings from the environment; an unusable value is an input error that names its variable.</summary>
    public static Settings Read(string? data) => new(
        data ?? Variable("DATA") ?? DataDefault,
        Variable("ORIGIN") ?? OriginDefault,
        new(Variable("ACTOR") ?? "cli", Role.Administrator),
        Variable("TIMEZONE") is { } zone ? Zoned(zone) : LegalClock.Moscow,
        Variable("SKEW_SECONDS") is { } skew ? new(TimeSpan.FromSeconds(Number("SKEW_SECONDS", skew))) : PublishingRules.Default);

    static string? Variable(string name) => Environment.GetEnvironmentVariable($"LEDGER_{name}") is { Length: > 0 } value ? value : null;

    static TimeZoneInfo Zoned(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
        ? zone
        : throw new InputException("LEDGER_TIMEZONE names a time zone this system does not know; try Europe/Moscow.");

    static int Number(string name, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new InputException($"LEDGER_{name} must be a whole number.");
}

/// <summary>Something the caller gave cannot be used: exit code 2.</summary>
sealed class InputException(string message) : Exception(message);
