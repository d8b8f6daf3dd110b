using Ledger.Journal;
using MediatR;

namespace Ledger.Access;

/// <summary>
/// Makes, replaces and takes back keys, each with its event (clause 2.3). A key works only after its grant is durable, and stops before its end is
/// recorded: no crash leaves a key that works unrecorded. What one leaves half done, <see cref="Settle"/> finishes.
/// </summary>
public sealed class ApiKeyDesk(ApiKeys keys, AccessRecorder recorder, TimeProvider clock)
    : IRequestHandler<IssueApiKey, Outcome<IssuedApiKey>>, IRequestHandler<RotateApiKey, Outcome<IssuedApiKey>>,
        IRequestHandler<RevokeApiKey, Outcome<RevokedApiKey>>, IRequestHandler<ListApiKeys, Outcome<IReadOnlyList<ApiKeyRow>>>
{
    /// <summary>The account and the ground of the key that the first start makes.</summary>
    public const string FirstAccount = "first-administrator", FirstGround = "API key";

    /// <inheritdoc/>
    public async Task<Outcome<IReadOnlyList<ApiKeyRow>>> Handle(ListApiKeys request, CancellationToken cancellationToken) =>
        Outcome.Of(await keys.All(cancellationToken));

    /// <inheritdoc/>
    public Task<Outcome<IssuedApiKey>> Handle(IssueApiKey request, CancellationToken cancellationToken) => Alone(() => Issue(request, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<IssuedApiKey>> Handle(RotateApiKey request, CancellationToken cancellationToken) => Alone(() => Rotate(request, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public Task<Outcome<RevokedApiKey>> Handle(RevokeApiKey request, CancellationToken cancellationToken) => Alone(() => Revoke(request, cancellationToken), cancellationToken);

    /// <summary>A ledger that never had a key could be used by nobody: it gets an administrator's, shown this once.</summary>
    public async ValueTask IssueFirst(Actor actor, Action<string> show, CancellationToken cancel)
    {
        await Settle(cancel);
        if ((await keys.All(cancel)).Count > 0) return;
        var issued = await Handle(new IssueApiKey(new(FirstAccount, Role.Administrator), FirstGround, actor) { Show = show }, cancel);
        if (issued.Refusal is { } refusal) throw new InvalidOperationException($"The first key could not be recorded: {refusal.Code}.");
    }

    /// <summary>
    /// Finishes what a crash left, and closes keys that have expired: the end of an account's last key is recorded, a key that was never recorded goes.
    /// </summary>
    public async ValueTask Settle(CancellationToken cancel) => await Alone(async () =>
    {
        foreach (var row in await keys.All(cancel))
            if (row.State is not ApiKeyStates.Closed && !row.Works(keys.Now)) await Close(row, null, null, cancel);
        return true;
    }, cancel);

    async Task<Outcome<IssuedApiKey>> Issue(IssueApiKey asked, CancellationToken cancel)
    {
        if (asked.Terms.Check(clock.GetUtcNow()) is { } wrong) return wrong;
        if (!TextForm.IsPlain(asked.Ground, AccessRecorder.TextMax)) return ApiKeyTerms.No("$.ground", $"Say in 1 to {AccessRecorder.TextMax} characters what it rests on.");
        var role = Roles.NameOf(asked.Terms.Role);
        if ((await keys.All(cancel)).Any(other => other.Name == asked.Terms.Name && other.Works(keys.Now) && other.Role != role))
            return new Refusal(ApiKeyRefusals.AccountRole, "The account has a key of another role: one account has one role.", "$.role");
        var (key, row) = keys.New(asked.Terms);
        await keys.Put(cancel, row);
        if (await recorder.Granted(row, asked.Ground, asked.Actor, cancel) is { } refused)
        {
            await keys.Drop(row, cancel);
            return refused;
        }
        asked.Show?.Invoke(key);
        row = row with { State = ApiKeyStates.Living };
        await keys.Put(CancellationToken.None, row);
        return new IssuedApiKey(key, row);
    }

    /// <summary>One commit for both keys. The account keeps its access, so there is nothing to record.</summary>
    async Task<Outcome<IssuedApiKey>> Rotate(RotateApiKey asked, CancellationToken cancel)
    {
        if (asked.Grace < TimeSpan.Zero || asked.Grace > RotateApiKey.GraceMax) return ApiKeyTerms.No("$.graceSeconds", "A grace is at most 30 days.");
        if (await Find(asked.Prefix, cancel) is not { } old) return Unknown();
        if (old.State != ApiKeyStates.Living || !old.Works(keys.Now)) return new Refusal(ApiKeyRefusals.KeyEnded, "The key has ended, or another took its place.");
        var (key, made) = keys.New(new(old.Name, Roles.Parse(old.Role)!.Value));
        var row = made with
        {
            Sources = old.Sources, Types = old.Types, Inquiries = old.Inquiries, Rate = old.Rate, OwnLinks = old.OwnLinks, State = ApiKeyStates.Living,
            Expires = old.Expires is { } end ? made.Created + (end - old.Created) : null,   // as long a life as the old one had
        };
        var graceEnd = made.Created + (long)asked.Grace.TotalMicroseconds;
        var replaced = asked.Grace == TimeSpan.Zero
            ? old with { Revoked = made.Created, State = ApiKeyStates.Closed }
            : old with { Expires = Math.Min(old.Expires ?? graceEnd, graceEnd), State = ApiKeyStates.Replaced };
        await keys.Put(cancel, row, replaced);
        return new IssuedApiKey(key, row);
    }

    async Task<Outcome<RevokedApiKey>> Revoke(RevokeApiKey asked, CancellationToken cancel)
    {
        if (!TextForm.IsPlain(asked.Reason, AccessRecorder.TextMax)) return ApiKeyTerms.No("$.reason", $"Say why in 1 to {AccessRecorder.TextMax} characters.");
        if (await Find(asked.Prefix, cancel) is not { } row) return Unknown();
        if (row.State == ApiKeyStates.Closed) return new RevokedApiKey(row, Recorded: true);
        if (row.State != ApiKeyStates.Ended)
        {
            row = row with { Revoked = keys.Now, State = ApiKeyStates.Ended };
            await keys.Put(cancel, row);   // from here on it opens nothing, whatever becomes of the event
        }
        return new RevokedApiKey(row, await Close(row, asked.Reason, asked.Actor, CancellationToken.None));
    }

    /// <summary>Records the end of a key that works no more, where it was its account's last; false where that must be tried again.</summary>
    async ValueTask<bool> Close(ApiKeyRow row, string? reason, Actor? actor, CancellationToken cancel)
    {
        var others = (await keys.All(cancel)).Any(other => other.Prefix != row.Prefix && other.Name == row.Name && other.Works(keys.Now));
        if (!others && !await recorder.Revoked(row, reason, actor, cancel)) return false;
        if (row.State == ApiKeyStates.Pending) await keys.Drop(row, cancel);
        else await keys.Put(cancel, row with { State = ApiKeyStates.Closed });
        return true;
    }

    async ValueTask<ApiKeyRow?> Find(string prefix, CancellationToken cancel) => (await keys.All(cancel)).FirstOrDefault(row => row.Prefix == prefix);

    static Refusal Unknown() => new(ApiKeyRefusals.KeyUnknown, "There is no key of this prefix.");

    async Task<T> Alone<T>(Func<Task<T>> change, CancellationToken cancel)
    {
        await keys.All(cancel);   // read before the gate closes
        await keys.Gate.WaitAsync(cancel);
        try
        {
            return await change();
        }
        finally
        {
            keys.Gate.Release();
        }
    }
}
