namespace Ledger.Journal;

/// <summary>Which stream an event type goes to.</summary>
public enum StreamKind
{
    /// <summary>The person's (named by the token); the registers' where the type allows no subject and none is given.</summary>
    Person,

    /// <summary>The inquiry's: <c>q-</c> and its number.</summary>
    Inquiry,

    /// <summary>The incident's: <c>i-</c> and its number.</summary>
    Incident,

    /// <summary>The act's: <c>a-</c> and its reference.</summary>
    Act,

    /// <summary>The viewer's: <c>v-</c> and the actor; the access journal lives there.</summary>
    Viewer,

    /// <summary>The operator's own state: <c>registers</c>.</summary>
    Registers,
}

/// <summary>Whether an event names a person.</summary>
public enum SubjectRule
{
    /// <summary>It must.</summary>
    Required,

    /// <summary>It may.</summary>
    Optional,

    /// <summary>It must not.</summary>
    None,
}

/// <summary>Who may bring an event about, and whether it can be refused (DESIGN 3.2).</summary>
public enum Publishing
{
    /// <summary>It happened: recorded whenever well-formed.</summary>
    Fact,

    /// <summary>An officer's command: decided against state, may be refused.</summary>
    Command,

    /// <summary>Only the ledger itself writes it.</summary>
    Ledger,
}

/// <summary>One line of the catalogue: an event type, its schema number, its data and its rules.</summary>
/// <param name="Name">Type without version, for example <c>ledger.consent.given</c>.</param>
/// <param name="Schema">Schema number; the full type is <c>Name.vSchema</c>.</param>
/// <param name="Data">CLR type of the data.</param>
/// <param name="Stream">Which stream it goes to.</param>
/// <param name="Subject">Whether it names a person.</param>
/// <param name="By">Who may bring it about.</param>
public sealed record EventKind(string Name, int Schema, Type Data, StreamKind Stream, SubjectRule Subject, Publishing By)
{
    /// <summary>The CloudEvents type, for example <c>ledger.consent.given.v1</c>.</summary>
    public string FullType { get; } = $"{Name}.v{Schema}";
}
