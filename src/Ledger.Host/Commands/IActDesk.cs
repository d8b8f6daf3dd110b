using Ledger.Access;
using Ledger.Host.Acts;
using Ledger.Host.Remote;
using Ledger.Host.Server.Endpoints;
using Ledger.Reports;

namespace Ledger.Host.Commands;

/// <summary>A document of a destruction asked for.</summary>
sealed record ActQuestion(string Act, ActReportKind Kind, ReportFormat Format, string? UserId, string Reason, bool Again);

/// <summary>What the command line does with acts of destruction, wherever the ledger is.</summary>
interface IActDesk : IAsyncDisposable
{
    /// <summary>Writes the document to the file, which was recorded by then.</summary>
    Task<Outcome<MadeActReport>> Make(ActQuestion asked, FileStream output, CancellationToken cancel);

    /// <summary>Puts a signature to the act; the index it is recorded at.</summary>
    Task<Outcome<long>> Sign(string act, SignatureWish wish, CancellationToken cancel);

    /// <summary>The signatures of the act issued last.</summary>
    Task<Outcome<IReadOnlyList<ActSignature>>> Signatures(string act, string reason, CancellationToken cancel);

    static async Task<IActDesk> Open(Session session) =>
        session.Remote() is { } http ? new RemoteActs(http) : new FolderActs(await session.Open(), session.Settings.Actor);
}

/// <summary>The acts of a data folder.</summary>
sealed class FolderActs(EmbeddedLedger ledger, Actor actor) : IActDesk
{
    public async Task<Outcome<MadeActReport>> Make(ActQuestion asked, FileStream output, CancellationToken cancel) =>
        await ledger.Mediator.Send(new MakeActReport(asked.Act, asked.Kind, asked.Format, asked.UserId, asked.Reason, asked.Again, output, actor), cancel);

    public async Task<Outcome<long>> Sign(string act, SignatureWish wish, CancellationToken cancel) =>
        await ledger.Mediator.Send(new SignAct(act, wish.Signer, wish.Sha256, wish.Format, wish.Signature, actor), cancel);

    public async Task<Outcome<IReadOnlyList<ActSignature>>> Signatures(string act, string reason, CancellationToken cancel) =>
        await ledger.Mediator.Send(new ReadActSignatures(act, reason, actor), cancel);

    public ValueTask DisposeAsync() => ledger.DisposeAsync();
}
