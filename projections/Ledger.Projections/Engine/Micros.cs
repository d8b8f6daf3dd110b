using System.Text.Json;

namespace Ledger.Projections;

/// <summary>Moments as rows hold them: microseconds since 1970 UTC, the ledger's resolution, within 2^53.</summary>
public static class Micros
{
    /// <summary>The moment as a number.</summary>
    public static long Of(DateTimeOffset moment) => (moment.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The number as a moment, UTC.</summary>
    public static DateTimeOffset ToMoment(long micros) => DateTimeOffset.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}

/// <summary>Names of enumerations as rows and the API hold them: kebab-case, as in events.</summary>
static class Names
{
    public static string Of<T>(T value) where T : struct, Enum => Table<T>.Names[value];

    static class Table<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Names =
            Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));
    }
}
