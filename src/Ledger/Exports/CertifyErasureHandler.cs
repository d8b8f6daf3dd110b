using Ledger.Access;
using Ledger.Journal;
using Ledger.Persons;
using Ledger.Proofs;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Exports;

/// <summary>Makes certificates of erasure: works the statement out, records it, and proves every event of it under one checkpoint.</summary>
public sealed class CertifyErasureHandler(
    IJournal journal, IKeyVault vault, Sequencer sequencer, Preparer preparer, ITransparency transparency, TimeProvider clock, FillRandom random)
    : IRequestHandler<CertifyErasure, Outcome<CertifiedErasure>>
{
    const int NonceLength = 32, ProofMax = 4096;

    /// <inheritdoc/>
    public async Task<Outcome<CertifiedErasure>> Handle(CertifyErasure request, CancellationToken cancellationToken)
    {
        using var activity = Instruments.Source.StartActivity("ledger.certificate");
        if (string.IsNullOrWhiteSpace(request.Reason)) return new Refusal(Refusals.ReasonMissing, "Say why you take it out: the certificate is recorded with its reason.");
        if (await Token(request.Person, cancellationToken) is not { } token) return new Refusal(Refusals.PersonUnknown, "Nothing is recorded about this person.");
        var known = await journal.Count(cancellationToken) - 1;
        var events = await ErasureEvents.Read(journal, token, known, request.Read, cancellationToken);
        if (!events.IsShredded) return new Refusal(CertificateRefusals.NotShredded, "No key of this person was destroyed: there is nothing to certify yet.");
        if (events.Forgotten && !ExportBundle.IsCode(request.Reason))
            return new Refusal(Refusals.ReasonNotCode, "The person was forgotten, so that the reason stands in the clear: give a code, such as the number of an order.");
        var nonce = new byte[NonceLength];
        random(nonce);
        var statement = ErasureStatement.Of(journal.Origin, token, known, nonce, events.Events) ?? throw new InvalidDataException("A stored event is not of the format.");
        return statement.ToUtf8().Length + (long)ProofMax * events.Events.Count > ErasureCertificate.BytesMax
            ? new Refusal(CertificateRefusals.TooLong, "The certificate would be longer than 64 MiB.")
            : await Certify(request, statement, events, cancellationToken);
    }

    async Task<Outcome<CertifiedErasure>> Certify(CertifyErasure request, ErasureStatement statement, ErasureEvents events, CancellationToken cancel)
    {
        var digest = statement.Digest;
        var exported = new ReportExported("erasure-certificate", "json", events.Events.Count, statement.Known, digest);
        exported = events.Forgotten ? exported with { Ground = request.Reason } : exported with { Reason = PersonalValue.Of(request.Reason!) };
        // Nothing is recorded about somebody forgotten any more; the statement's hash says whom it is about to whoever holds the certificate.
        var written = preparer.Write($"export-{digest}", exported, events.Forgotten ? null : statement.Person, clock.GetUtcNow(), request.Actor.Name);
        if ((await sequencer.Submit([new(written)], cancel)).Receipts is not [var receipt])
            return new Refusal(Refusals.Busy, "A key was destroyed while the certificate was made; ask again.");
        var export = await Recorded(receipt.Index, cancel);
        var covering = await transparency.Cover(export.Index, cancel);
        var certificate = new ErasureCertificate
        {
            Statement = statement,
            Key = transparency.Key.ToString(),
            Checkpoint = covering.Checkpoint.Note,
            Proofs = [.. events.Events.Select(one => Proof(covering, one.Index))],
            Export = export,
            ExportProof = Proof(covering, export.Index),
        };
        return new CertifiedErasure(certificate.ToUtf8(), statement.Person, events.Events.Count, statement.Known, export.Index, covering.Checkpoint.Size);
    }

    /// <summary>By the operator's id, or by a token that stands for somebody: the name of a stream that begins with an introduction.</summary>
    async ValueTask<string?> Token(ErasedPerson person, CancellationToken cancel)
    {
        if (!person.IsToken) return vault.FindToken(person.Id);
        await foreach (var first in journal.Read(person.Id, 0, cancel))
            return RecordedCodec.Read(first) is { Data: SubjectRegistered, Subject: { } token } && token == person.Id ? token : null;
        return null;
    }

    static string Proof(Covering covering, long index) => new TlogProof(index, covering.Tree.InclusionProof(index), covering.Checkpoint.Note).ToString();

    async ValueTask<CertifiedEvent> Recorded(long index, CancellationToken cancel) =>
        await journal.At(index, cancel) is { } entry ? new(index, entry.Bytes) : throw new InvalidOperationException("What was just recorded cannot be read.");
}
