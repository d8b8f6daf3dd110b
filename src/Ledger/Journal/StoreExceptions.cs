namespace Ledger.Journal;

/// <summary>A store that cannot be opened, and was left as it is. The code is stable; the message holds no personal value.</summary>
/// <param name="code">One of the constants of this class.</param>
/// <param name="message">One English sentence for people.</param>
/// <param name="inner">What the engine said, if it said anything.</param>
public sealed class StoreRefusedException(string code, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A newer version of the ledger wrote it.</summary>
    public const string NewerFormat = "store-newer-format";

    /// <summary>It cannot be written to.</summary>
    public const string ReadOnly = "store-read-only";

    /// <summary>Another process holds it.</summary>
    public const string InUse = "store-in-use";

    /// <summary>A restore into it did not come to its end.</summary>
    public const string Unfinished = "restore-unfinished";

    /// <summary>A migration into it did not come to its end.</summary>
    public const string MoveUnfinished = "migration-unfinished";

    /// <summary>It was moved to another engine, and goes on there.</summary>
    public const string Moved = "ledger-moved";

    /// <summary>Its bytes are not what the ledger wrote: cut short, or changed.</summary>
    public const string Damaged = "store-damaged";

    /// <summary>It is something else.</summary>
    public const string NotALedger = "store-not-a-ledger";

    /// <summary>The engine does not give the durability asked of it.</summary>
    public const string NotDurable = "store-not-durable";

    /// <summary>The server, or how to reach it, is not what the ledger needs.</summary>
    public const string Unfit = "store-unfit";

    /// <summary>The server refuses the login.</summary>
    public const string LoginRefused = "store-login-refused";

    /// <summary>This build of the ledger lacks the engine.</summary>
    public const string EngineMissing = "store-engine-missing";

    /// <summary>The master key at hand is not the one the keys are wrapped under.</summary>
    public const string MasterKeyWrong = "master-key-wrong";

    /// <summary>There is no master key, or it is not 32 bytes in base64.</summary>
    public const string MasterKeyMissing = "master-key-missing";

    /// <summary>Why, for programs.</summary>
    public string Code { get; } = code;
}

/// <summary>An open store failed while working: nothing that was acknowledged is lost, what was asked for is not done.</summary>
/// <param name="code">One of the constants of this class.</param>
/// <param name="message">One English sentence for people.</param>
/// <param name="inner">What the engine said.</param>
public sealed class StoreFailedException(string code, string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>No space is left.</summary>
    public const string Full = "store-full";

    /// <summary>Reading or writing failed.</summary>
    public const string InputOutput = "store-io";

    /// <summary>Its bytes are not what the ledger wrote.</summary>
    public const string Damaged = "store-damaged";

    /// <summary>An earlier append ended without an answer; the journal must be opened again to find out.</summary>
    public const string Reopen = "store-reopen";

    /// <summary>Why, for programs.</summary>
    public string Code { get; } = code;
}
