using Ledger.Destruction;
using Ledger.Exports;
using Ledger.Host.Server;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Answers;

/// <summary>
/// Deposits what was sent, one file at a time: only what is on record as sent, and nothing that shows a value whose key is gone. The file is sealed under a key of
/// its own and durable before it is recorded; an earlier deposit of the inquiry goes in the same step.
/// </summary>
sealed class AnswerDesk(
    AnswerFolder folder, IJournal journal, IKeyVault vault, Preparer preparer, Sequencer sequencer, FillRandom random, TimeProvider clock, Settings settings)
    : IRequestHandler<DepositAnswer, Outcome<DepositedAnswer>>, IRequestHandler<RemoveAnswer, Outcome<RemovedAnswer>>, IDisposable
{
    const int FullDisk = 28;

    readonly SemaphoreSlim _one = new(1, 1);

    public async Task<Outcome<DepositedAnswer>> Handle(DepositAnswer request, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (await InquiryStream.Read(request.Inquiry, journal, vault, cancellationToken) is not { } inquiry) return Unknown;
            if (!inquiry.Answered)
                return new Refusal(AnswerRefusals.AnswerNotRecorded, "No answer to this inquiry is on record: record it first, with the hash of the file that was sent.");
            return await Kept(request, inquiry, random.NewName(), cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task<Outcome<RemovedAnswer>> Handle(RemoveAnswer request, CancellationToken cancellationToken)
    {
        if (await InquiryStream.Read(request.Inquiry, journal, vault, cancellationToken) is not { } inquiry) return Unknown;
        if (inquiry.Deposit is not { Event: var deposited, Key: var key }) return AnswerHandOut.NotThere;
        var removed = Write($"removed-{deposited.Deposit}", new AnswerRemoved(request.Inquiry, deposited.Deposit, [key.ToString()]), inquiry, request.Actor.Name);
        var submitted = await sequencer.Submit([new(removed)], cancellationToken);
        if (submitted.Receipts is not { } receipts) return submitted.Refusal ?? Busy;
        folder.Remove(deposited.Deposit);
        return new RemovedAnswer(request.Inquiry, receipts[0].Index);
    }

    /// <summary>
    /// Of what was refused, or failed before it was whole, nothing stays. Once it is whole only a refusal removes it: where nobody knows whether it was recorded, the
    /// next start finds out.
    /// </summary>
    async Task<Outcome<DepositedAnswer>> Kept(DepositAnswer request, InquiryStream inquiry, string deposit, CancellationToken cancel)
    {
        var begun = await journal.Count(cancel);
        Outcome<Sealed> outcome;
        try
        {
            outcome = await Seal(request, inquiry, deposit, cancel);
        }
        catch (IOException error) when (error is not StoreFailedException && error.HResult == FullDisk)
        {
            folder.Remove(deposit);
            throw new StoreFailedException(StoreFailedException.Full, "No space is left for the answer; nothing was deposited.", error);
        }
        catch
        {
            folder.Remove(deposit);
            throw;
        }
        var recorded = outcome.Refusal is { } refusal ? refusal : await Record(request, inquiry, deposit, outcome.Value, begun);
        if (recorded.Refusal is not null) folder.Remove(deposit);
        return recorded;
    }

    public void Dispose() => _one.Dispose();

    static Refusal Unknown => new(Refusals.InquiryUnknown, "No inquiry with this number is recorded.");

    static Refusal Busy => new(Refusals.Busy, "The inquiry, or a key of what the answer shows, changed meanwhile; try again.");

    /// <summary>The file, sealed, tested and durable.</summary>
    async Task<Outcome<Sealed>> Seal(DepositAnswer request, InquiryStream inquiry, string deposit, CancellationToken cancel)
    {
        var key = vault.CurrentKey(inquiry.Person ?? KeyName.OwnerOf(Streams.OfInquiry(request.Inquiry)), KeyClass.Content, KeyName.AnswerPrefix + deposit);
        var place = SealedFile.PlaceOf(journal.Origin, request.Inquiry, deposit);
        (long Bytes, string Sha256)? written;
        await using (var output = folder.Create(deposit)) written = await SealedFile.Seal(request.Input, output, key.Bytes, place, random, settings.Server.AnswerBytesMax, cancel);
        if (written is not { } file) return new Refusal(HttpRefusals.BodyTooLarge, "The answer is larger than this ledger keeps (LEDGER_ANSWER_BYTES_MAX).");
        if (!inquiry.Sent.Contains(file.Sha256))
            return new Refusal(AnswerRefusals.AnswerDiffers, "This is not what is on record as sent: neither the answer nor anything that went with it has this hash.");
        IReadOnlyCollection<string>? shown;
        await using (var opened = new OpenedFile(folder.Open(deposit, unfinished: true)!, key.Bytes, place)) shown = await AnswerContents.KeysShown(opened, journal, cancel);
        var names = (shown ?? []).Select(KeyName.Parse).OfType<KeyName>().ToList();
        if (names.Exists(vault.IsDestroyed) || (shown is null && await ShredSince(inquiry, cancel)))
            return new Refusal(AnswerRefusals.AnswerShowsDestroyed, "Data of somebody the answer shows was destroyed since it was made: it is not kept again.");
        folder.Finish(deposit, key.Name, shown);
        return new Sealed(file.Bytes, file.Sha256, names, key.Name);
    }

    /// <summary>Refused where a key of what it shows went meanwhile. It is not given up half way: whether it was recorded is known in the end.</summary>
    async Task<Outcome<DepositedAnswer>> Record(DepositAnswer request, InquiryStream inquiry, string deposit, Sealed file, long begun)
    {
        var opened = new OpenedKeys(begun);
        foreach (var name in file.Shown) opened.Remember(name.ToString(), []);
        var deposited = new AnswerDeposited(request.Inquiry, deposit, PersonalValue.Of(file.Sha256), request.MediaType, file.Bytes);
        var written = Write(AnswerFolder.EventOf(deposit), deposited, inquiry, request.Actor.Name);
        List<Proposal> proposals = [opened.Guard(written with { Keys = [.. written.Keys, file.Own] }) with { ExpectedLength = inquiry.Length }];
        if (inquiry.Deposit is { Event: var earlier, Key: var last } && !vault.IsDestroyed(last))
            proposals.Add(new(Write($"removed-{earlier.Deposit}", new AnswerRemoved(request.Inquiry, earlier.Deposit, [last.ToString()]), inquiry, request.Actor.Name)));
        var submitted = await sequencer.Submit(proposals, default);
        if (submitted.Receipts is not { } receipts) return submitted.Refusal ?? Busy;
        if (inquiry.Deposit is { Event: var replaced }) folder.Remove(replaced.Deposit);
        return new DepositedAnswer(request.Inquiry, deposit, file.Sha256, request.MediaType, file.Bytes, receipts[0].Index);
    }

    /// <summary>Whether keys of whom it may show went since the answer was given: of a file that cannot be read, nobody can tell whom it shows.</summary>
    async ValueTask<bool> ShredSince(InquiryStream inquiry, CancellationToken cancel)
    {
        await foreach (var entry in journal.ReadAll(inquiry.AnsweredAt, cancel))
            if (DestructionRecovery.MayDestroy(entry) is { Data: PersonShredded or PersonForgotten } gone && (inquiry.Person is null || gone.Subject == inquiry.Person)) return true;
        return false;
    }

    /// <summary>A file that was sealed: what it shows, and the key it is under.</summary>
    sealed record Sealed(long Bytes, string Sha256, List<KeyName> Shown, KeyName Own);

    PreparedEvent Write(string id, InquiryEvent data, InquiryStream inquiry, string actor) => preparer.Write(id, data, inquiry.Person, clock.GetUtcNow(), actor);
}
