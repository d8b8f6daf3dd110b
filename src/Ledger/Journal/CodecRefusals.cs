namespace Ledger.Journal;

/// <summary>Why what was published is not well formed. Codes are stable; docs/refusals.md explains each.</summary>
public static class CodecRefusals
{
    /// <summary>More bytes than an event may have.</summary>
    public const string TooLarge = "too-large";

    /// <summary>Not UTF-8.</summary>
    public const string NotUtf8 = "not-utf8";

    /// <summary>Not one JSON value.</summary>
    public const string NotJson = "not-json";

    /// <summary>Nested deeper than any event is.</summary>
    public const string TooDeep = "too-deep";

    /// <summary>The same name twice in one object.</summary>
    public const string DuplicateProperty = "duplicate-property";

    /// <summary>A CloudEvents attribute that a publisher may not set, or that the ledger does not know.</summary>
    public const string UnknownAttribute = "unknown-attribute";

    /// <summary>A CloudEvents attribute is not there.</summary>
    public const string MissingAttribute = "missing-attribute";

    /// <summary>The catalogue has no such type.</summary>
    public const string UnknownType = "unknown-type";

    /// <summary>The type has no such property.</summary>
    public const string UnknownProperty = "unknown-property";

    /// <summary>A property of the type is not there.</summary>
    public const string MissingProperty = "missing-property";

    /// <summary>Another JSON type is expected here.</summary>
    public const string WrongType = "wrong-type";

    /// <summary>The JSON type is right, the value is not: its form, its length, or it is none of the names allowed.</summary>
    public const string BadValue = "bad-value";

    /// <summary>A number that is not an integer within 2^53.</summary>
    public const string NumberNotInteger = "number-not-integer";

    /// <summary>It is said to have happened later than now and the skew allowed.</summary>
    public const string TimeInFuture = "time-in-future";

    /// <summary>The id holds the subject's id as a whole segment, and would put it on record in the clear.</summary>
    public const string IdNamesSubject = "id-names-subject";

    /// <summary>The type concerns a person, and none is named.</summary>
    public const string SubjectRequired = "subject-required";

    /// <summary>The type concerns no person, and one is named.</summary>
    public const string SubjectNotAllowed = "subject-not-allowed";

    /// <summary>Only the ledger itself writes this type, or this property.</summary>
    public const string OnlyLedger = "only-ledger";
}
