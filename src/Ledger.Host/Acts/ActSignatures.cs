using System.Buffers.Text;
using Ledger.Access;
using Ledger.Destruction;
using Ledger.Host.Sheets;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Acts;

/// <summary>Who signs, by the operator's own id, with full name and position; it never prints itself.</summary>
sealed record ActSigner(string Id, string FullName, string Position)
{
    public override string ToString() => "[person]";
}

/// <summary>
/// Puts a signature to the act that was issued last (Order RKN 179, item г, p. 4). The document itself is not sent: its hash is, and the core holds it against
/// the one on record.
/// </summary>
/// <param name="Act">The act's reference.</param>
/// <param name="Signer">Who signed.</param>
/// <param name="Sha256">SHA-256 of the document that was signed.</param>
/// <param name="Format">What kind of signature it is.</param>
/// <param name="Signature">The detached signature in base64, or null for one on paper.</param>
/// <param name="Actor">Who records it.</param>
sealed record SignAct(string Act, ActSigner Signer, string Sha256, string Format, string? Signature, Actor Actor) : IRequest<Outcome<long>>, IAuthorised
{
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer];
}

/// <summary>The signatures of the act issued last, opened: they name those who signed, so the reading is recorded.</summary>
/// <param name="Act">The act's reference.</param>
/// <param name="Reason">Why: a code, recorded in the clear.</param>
/// <param name="Actor">Who asks.</param>
sealed record ReadActSignatures(string Act, string? Reason, Actor Actor) : IRequest<Outcome<IReadOnlyList<ActSignature>>>, IAuthorised
{
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer];
}

/// <summary>A signature; what was destroyed is null, and so is the signature of one on paper.</summary>
sealed record ActSignature(long Index, DateTimeOffset At, string? FullName, string? Position, string Format, string? Signature);

/// <summary>Records and opens signatures of acts.</summary>
sealed class ActSignaturesHandler(IJournal journal, IKeyVault vault, Publisher publisher, ReportRecorder recorder)
    : IRequestHandler<SignAct, Outcome<long>>, IRequestHandler<ReadActSignatures, Outcome<IReadOnlyList<ActSignature>>>
{
    public async Task<Outcome<long>> Handle(SignAct request, CancellationToken cancellationToken)
    {
        if (request.Signature is { } text && !Base64.IsValid(text)) return new Refusal(CodecRefusals.BadValue, "The signature is base64.", "$.signature");
        var signed = recorder.Event("signature", "act.signed", new
        {
            act = request.Act, signer = new { person = Statements.StaffId.Of(request.Signer.Id), fullName = request.Signer.FullName, position = request.Signer.Position }, sha256 = request.Sha256,
            format = request.Format, signature = request.Signature,
        });
        var outcome = await publisher.Publish([signed], request.Actor, null, cancellationToken);
        return outcome.Refusal is { } refusal ? refusal : outcome.Value[0].Index;
    }

    public async Task<Outcome<IReadOnlyList<ActSignature>>> Handle(ReadActSignatures request, CancellationToken cancellationToken)
    {
        if (ReportRecorder.Refused(request.Reason, aboutOne: false) is { } unsaid) return unsaid;
        var file = await ActFiles.Read(journal, request.Act, cancellationToken);
        if (file.Removed) return new Refusal(ActFile.ActIsRemoved, "The act was removed when its term ended.");
        if (file.Issued is not { } issued) return new Refusal(ActFile.ActUnknown, "No act of this reference was issued.");
        List<ActSignature> signatures = [];
        await foreach (var entry in journal.Read(Streams.OfAct(request.Act), 0, cancellationToken))
        {
            var opened = OpenedEvent.Of(entry, journal.Origins, vault);
            if (opened.Event.Data is ActIssued) signatures.Clear();
            if (opened.Event.Data is ActSigned signed)
                signatures.Add(new(entry.Index, opened.Event.Time, opened.At("/data/signer/fullName"), opened.At("/data/signer/position"), signed.Format, opened.At("/data/signature")));
        }
        var recorded = await recorder.Record(new("act-signatures", "application/json", signatures.Count, issued.Known), request.Reason!, null, request.Actor, cancellationToken);
        return recorded.Refusal is { } refusal ? refusal : Outcome.Of<IReadOnlyList<ActSignature>>(signatures);
    }
}
