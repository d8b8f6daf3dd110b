using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Acts;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Sealing;
using MediatR;

namespace Ledger.Host.Answers;

/// <summary>Hands out the deposited answer: all of it is tested first, then that it is taken is recorded, then it is read once more as it goes out.</summary>
sealed class AnswerHandOut(AnswerFolder folder, IJournal journal, IKeyVault vault, ReportRecorder recorder) : IRequestHandler<FetchAnswer, Outcome<FetchedAnswer>>
{
    /// <summary>The reason on record where none is given: whoever asked takes what was answered.</summary>
    public const string Reason = "answer-taken";

    /// <summary>No answer is deposited.</summary>
    public static Refusal NotThere => new(AnswerRefusals.AnswerUnknown, "No answer is deposited for this inquiry.");

    public async Task<Outcome<FetchedAnswer>> Handle(FetchAnswer request, CancellationToken cancellationToken)
    {
        var own = request.Actor.Role != Role.Regulator || request.Actor.Inquiries.Contains(request.Inquiry);
        if (!own || await InquiryStream.Read(request.Inquiry, journal, vault, cancellationToken) is not { } inquiry)
            return new Refusal(Refusals.InquiryUnknown, "No inquiry with this number is recorded.");
        if (inquiry.Deposit is not { Event: var deposited, Key: var name, Sha256: var sha256 }) return NotThere;
        // What it shows may have gone in the very moment in which it was deposited.
        if (vault.Find(name) is not { } key || sha256 is null || folder.ShowsDestroyed(deposited.Deposit))
            return new Refusal(AnswerRefusals.AnswerDestroyed, "The answer was destroyed, with the data of somebody it showed.");
        if (folder.Open(deposited.Deposit) is not { } sealed_) return NotThere;
        var file = new OpenedFile(sealed_, key, SealedFile.PlaceOf(journal.Origins.At(await IndexOf(deposited, cancellationToken)), request.Inquiry, deposited.Deposit));
        try
        {
            await Task.Run(file.Test, cancellationToken);
            var recorded = await Record(request, deposited, inquiry.Person, name, key, cancellationToken);
            if (recorded.Refusal is { } refusal)
            {
                await file.DisposeAsync();
                return refusal;
            }
            return new FetchedAnswer(file, request.Inquiry, sha256, deposited.MediaType, recorded.Value);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>The event names the inquiry; about a person its reason is sealed, otherwise it is a code.</summary>
    async ValueTask<Outcome<long>> Record(FetchAnswer request, AnswerDeposited deposited, string? person, KeyName name, byte[] key, CancellationToken cancel)
    {
        var reason = string.IsNullOrWhiteSpace(request.Reason) ? Reason : request.Reason;
        if (ReportRecorder.Refused(reason, person is not null) is { } unfit) return unfit;
        var known = await journal.Count(cancel) - 1;
        var opened = new OpenedKeys(known + 1);
        opened.Remember(name.ToString(), key);
        return await recorder.Record(new ReportExported("answer", deposited.MediaType, 0, known, Inquiry: request.Inquiry), reason, person, request.Actor, opened, cancel);
    }

    async ValueTask<long> IndexOf(AnswerDeposited deposited, CancellationToken cancel) =>
        (await journal.Find(PublicationKey.Of(Preparer.LedgerSource, AnswerFolder.EventOf(deposited.Deposit)), cancel))?.Index ?? 0;
}
