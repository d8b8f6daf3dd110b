using Ledger.Journal;

namespace Ledger.Host.Demo;

/// <summary>The ledger as the demo plays on it: a real one in a folder, living by a <see cref="StoryClock"/>. The stage closes it when disposed.</summary>
public interface IDemoStage : IAsyncDisposable
{
    /// <summary>Moves the ledger's clock on to the moment; never back.</summary>
    void MoveTo(DateTimeOffset moment);

    /// <summary>Publishes the events as an officer, all or none; one receipt each, in order.</summary>
    ValueTask<Outcome<IReadOnlyList<Receipt>>> Publish(IReadOnlyList<ReadOnlyMemory<byte>> events, CancellationToken cancel);

    /// <summary>
    /// Whether all of these were published before. Of somebody forgotten since they could not be published again: nothing leads from the id to the token.
    /// </summary>
    ValueTask<bool> Holds(IReadOnlyList<ReadOnlyMemory<byte>> events, CancellationToken cancel);

    /// <summary>The id of the folder's first event, which tells what story it holds; null where it holds nothing yet.</summary>
    ValueTask<string?> First(CancellationToken cancel);

    /// <summary>Records what the officer says to a finding.</summary>
    ValueTask Answer(DemoFinding finding, bool accepted, string said, CancellationToken cancel);

    /// <summary>Makes a key for an officer to sign in to the console with; null where the ledger refuses one.</summary>
    ValueTask<string?> OfficerKey(CancellationToken cancel);

    /// <summary>Asks "may I?" before something is done.</summary>
    ValueTask<DemoAnswer> May(DemoQuestion question, CancellationToken cancel);

    /// <summary>A person's file, as the officer sees it now; the reading itself is recorded. Null where nothing leads from this id to anybody.</summary>
    ValueTask<DemoFile?> Person(string userId, CancellationToken cancel);

    /// <summary>All duties, open and closed, soonest first.</summary>
    ValueTask<IReadOnlyList<DemoDuty>> Duties(CancellationToken cancel);

    /// <summary>All findings, oldest first.</summary>
    ValueTask<IReadOnlyList<DemoFinding>> Findings(CancellationToken cancel);

    /// <summary>Exports an audit trail into the data folder, as a bundle with its CSV beside it; an older export of the name is replaced.</summary>
    ValueTask<DemoExport> Export(DemoWish wish, CancellationToken cancel);

    /// <summary>Takes out the certificate of a person's erasure into the data folder, and checks it with the log's key.</summary>
    ValueTask<DemoCertificate> Certify(string userId, CancellationToken cancel);

    /// <summary>Draws up the act of destruction as a page and a table in the data folder, and issues it; null where the reports do not give one.</summary>
    ValueTask<DemoAct?> Draw(string act, CancellationToken cancel);

    /// <summary>Records that the act's term has ended, and removes its documents from the data folder.</summary>
    ValueTask End(string act, CancellationToken cancel);

    /// <summary>Checks a bundle or certificate as whoever received it would: with the log's public key, or without any.</summary>
    ValueTask<DemoVerdict> Verify(string bundle, bool withKey, CancellationToken cancel);

    /// <summary>The log's public key, also written into the data folder.</summary>
    ValueTask<DemoKey> Key(CancellationToken cancel);
}

/// <summary>What is asked before something is done.</summary>
/// <param name="UserId">The operator's own id of the person.</param>
/// <param name="Purpose">For which purpose.</param>
/// <param name="Recipient">To whom it would be passed on.</param>
/// <param name="Channel">Over which channel it would be sent.</param>
/// <param name="MessageKind">What kind of message it would be.</param>
public sealed record DemoQuestion(string UserId, string Purpose, string? Recipient = null, string? Channel = null, string? MessageKind = null);

/// <summary>Yes or no, and why.</summary>
public sealed record DemoAnswer(bool Yes, Words Reason);

/// <summary>A duty by the legal clock.</summary>
/// <param name="Rule">Rule id, for example <c>WDR-01</c>.</param>
/// <param name="What">What must be done.</param>
/// <param name="OpenedBy">Index of the event that opened it.</param>
/// <param name="Start">What its period runs from.</param>
/// <param name="Due">End of the statutory period, exclusive.</param>
/// <param name="Safe">End of the safe period, exclusive.</param>
/// <param name="ClosedAt">When it was met; null while open.</param>
public sealed record DemoDuty(
    string Rule, Words What, long OpenedBy, DateTimeOffset Start, DateTimeOffset Due, DateTimeOffset Safe, DateTimeOffset? ClosedAt);

/// <summary>Something that is not as the policy promises or the law demands.</summary>
/// <param name="Code">Its kind.</param>
/// <param name="Text">What it says.</param>
/// <param name="Clause">The policy's clause or the rule it is about.</param>
/// <param name="Grave">Whether a promise or the law is broken, not merely unproved.</param>
/// <param name="Index">Index of the event it was found in.</param>
/// <param name="Detail">Which: ids, no personal value.</param>
/// <param name="Id">Its id.</param>
/// <param name="Person">The token of the person it is about, where it is about one.</param>
/// <param name="Answered">Whether the operator has said something to it.</param>
public sealed record DemoFinding(
    string Code, Words Text, string? Clause, bool Grave, long Index, string Detail, string Id = "", string? Person = null, bool Answered = false);

/// <summary>A person's file, ready to be shown.</summary>
/// <param name="UserId">The operator's own id of the person.</param>
/// <param name="Token">The token that stands for the person in the log.</param>
/// <param name="Lines">What is held: a heading and its value each; personal values in the clear while their keys live.</param>
/// <param name="Known">The journal's length it was taken at.</param>
public sealed record DemoFile(string UserId, string Token, IReadOnlyList<DemoFileLine> Lines, long Known);

/// <summary>One line of a person's file.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value.</param>
/// <param name="Gone">Whether it can never be read again.</param>
public sealed record DemoFileLine(Words Name, Words Value, bool Gone = false);

/// <summary>What is to be exported: one person's trail, one inquiry's, or the whole ledger.</summary>
/// <param name="Name">Name of the file, without ending.</param>
/// <param name="UserId">The person, where it is one person's.</param>
/// <param name="Inquiry">The inquiry, where it answers one.</param>
public sealed record DemoWish(string Name, string? UserId = null, string? Inquiry = null);

/// <summary>An export.</summary>
/// <param name="Bundle">Path of the bundle.</param>
/// <param name="Csv">Path of the CSV.</param>
/// <param name="Events">How many events it holds.</param>
/// <param name="Bytes">How large the bundle is.</param>
public sealed record DemoExport(string Bundle, string Csv, long Events, long Bytes);

/// <summary>An act of destruction.</summary>
/// <param name="Page">Path of the page, which prints as the document.</param>
/// <param name="Table">Path of the table.</param>
/// <param name="Reports">How many reports it rests on.</param>
/// <param name="Missing">How many items of Order 179 the reports did not give.</param>
public sealed record DemoAct(string Page, string Table, long Reports, int Missing);

/// <summary>A certificate of erasure.</summary>
/// <param name="File">Its path.</param>
/// <param name="Lines">What it states, in words.</param>
/// <param name="Verdict">What a check of it says.</param>
public sealed record DemoCertificate(string File, IReadOnlyList<Words> Lines, DemoVerdict Verdict);

/// <summary>What a check of a bundle or certificate says.</summary>
/// <param name="Genuine">Whether it is genuine; never without a key.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Notes">What it says besides: what it does not show.</param>
public sealed record DemoVerdict(bool Genuine, Words Verdict, IReadOnlyList<Words> Notes);

/// <summary>The log's public key.</summary>
/// <param name="VerifierKey">A C2SP vkey.</param>
/// <param name="Fingerprint">SHA-256 of the SPKI, hexadecimal.</param>
/// <param name="File">Path of the file it was written to, for whoever checks a bundle.</param>
public sealed record DemoKey(string VerifierKey, string Fingerprint, string File);
