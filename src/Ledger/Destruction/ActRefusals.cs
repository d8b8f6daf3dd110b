namespace Ledger.Destruction;

/// <summary>Why a document of a destruction is not made, or not signed, beside what <see cref="ActFile"/> refuses.</summary>
public static class ActRefusals
{
    /// <summary>No report of destruction names this act, or none about this person.</summary>
    public const string ActEmpty = "act-empty";

    /// <summary>The document that was signed is not the one that was issued last.</summary>
    public const string ActDiffers = "act-differs";

    /// <summary>The act issued last is signed: to issue it anew takes its signatures from it.</summary>
    public const string ActIsSigned = "act-signed";

    /// <summary>Nothing of it was processed by automation: there is no log to export (Order RKN 179, p. 1).</summary>
    public const string ActWithoutLog = "act-without-log";

    /// <summary>The operator is not registered: the act must name it (item а).</summary>
    public const string OperatorUnknown = "operator-unknown";
}
