using Ledger.Exports;
using Ledger.Host.Check;
using Ledger.Host.Documents;
using Ledger.Host.Reports;
using Ledger.Host.Search;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Host.Terminal;
using Ledger.Reading;
using Ledger.Reports;

namespace Ledger.Host.Commands;

/// <summary>
/// A ledger as commands see it: one in a folder, opened by this process, or one that is being served. Both give the same documents, so that a command says
/// the same of either.
/// </summary>
interface ILedgerDesk : IAsyncDisposable
{
    /// <summary>Records a batch, all or none, once the one <paramref name="after"/> stands for was recorded.</summary>
    Task<Outcome<IReadOnlyList<Receipt>>> Publish(IReadOnlyList<ReadOnlyMemory<byte>> events, Task<bool>? after, CancellationToken cancel);

    /// <summary>What was published here can be read and proved once this returns.</summary>
    Task Settle(CancellationToken cancel);

    /// <summary>Asks "may I?"; with <paramref name="asOf"/> of the question's moment, or of what was known at an index.</summary>
    Task<Outcome<PermissionDocument>> May(string userId, PermissionQuestion question, bool asOf, long? known, CancellationToken cancel);

    /// <summary>Who is meant by a text; whoever is found by a contact has a reading on record.</summary>
    Task<Outcome<FoundPersons>> Find(string text, string? reason, CancellationToken cancel);

    /// <summary>A person's file; the reading is recorded.</summary>
    Task<Outcome<PersonDocument>> View(PersonQuestion asked, CancellationToken cancel);

    /// <summary>Where the destruction of a person's data stands; the reading is recorded.</summary>
    Task<Outcome<DestructionDocument>> Destruction(string userId, string reason, CancellationToken cancel);

    /// <summary>Writes the letter to a recipient to the file; that it leaves is recorded.</summary>
    Task<Outcome<Letters.MadeLetter>> Letter(Officer.LetterQuestion asked, FileStream output, CancellationToken cancel);

    /// <summary>Writes a report to the file; that it leaves is recorded.</summary>
    Task<Outcome<MadeReport>> Report(ReportQuestion asked, ReportFormat format, string reason, FileStream output, CancellationToken cancel);

    /// <summary>So many rows of a register from its beginning.</summary>
    Task<Outcome<PageDocument<TDocument>>> List<TRow, TDocument>(RegisterQuestion<TRow, TDocument> asked, int wanted, CancellationToken cancel) where TRow : class, IRow;

    /// <summary>One inquiry, with its duties.</summary>
    Task<Outcome<InquiryDocument>> Inquiry(string number, CancellationToken cancel);

    /// <summary>One incident, with its duties.</summary>
    Task<Outcome<IncidentDocument>> Incident(string number, CancellationToken cancel);

    /// <summary>One finding, with what became of it.</summary>
    Task<Outcome<FindingDocument>> Finding(string id, CancellationToken cancel);

    /// <summary>Writes an export to the file; the export is recorded.</summary>
    Task<Outcome<ExportedBundle>> Export(ExportQuestion asked, FileStream output, IProgress<long> read, CancellationToken cancel);

    /// <summary>The certificate of a person's erasure; it is recorded.</summary>
    Task<Outcome<CertifiedErasure>> Certify(ErasedPerson person, string reason, IProgress<long> read, CancellationToken cancel);

    /// <summary>The log's public key.</summary>
    Task<Outcome<VerifierKey>> Key(CancellationToken cancel);

    /// <summary>Re-derives the whole store.</summary>
    Task<Outcome<StoreReport>> Check(Progress read, IProgress<ProjectionProgress> folded, CancellationToken cancel);

    /// <summary>Runs the ledger's own step of retention now.</summary>
    Task<Outcome<RetentionRun>> RunRetention(CancellationToken cancel);

    /// <summary>Has a checkpoint over everything recorded stamped now.</summary>
    Task<Outcome<StampDocument>> Stamp(CancellationToken cancel);

    /// <summary>Folds all read models anew; how many events that were.</summary>
    Task<Outcome<long>> Rebuild(IProgress<ProjectionProgress> folded, CancellationToken cancel);
}

/// <summary>Whose file is asked for, as of when, and why.</summary>
sealed record PersonQuestion(string UserId, DateTimeOffset? At, long? Known, string Reason, bool Open);

/// <summary>What is to be exported, why, and in which form: bundle, jsonl or csv.</summary>
sealed record ExportQuestion(ExportScope Scope, string Reason, string Format);

/// <summary>A register asked for: as a request to an open ledger, and as the address of a served one.</summary>
/// <param name="Request">The request.</param>
/// <param name="Made">Makes a document of a row.</param>
/// <param name="Path">The path.</param>
/// <param name="Filters">The query; what is null is left out.</param>
sealed record RegisterQuestion<TRow, TDocument>(
    ListRows<TRow> Request, Func<RowDocuments, Func<TRow, CancellationToken, ValueTask<TDocument>>> Made, string Path,
    params (string Name, string? Value)[] Filters) where TRow : class, IRow;
