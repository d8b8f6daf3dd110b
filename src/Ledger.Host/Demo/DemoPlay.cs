using Ledger.Journal;

namespace Ledger.Host.Demo;

/// <summary>Plays the story on a stage before an audience.</summary>
sealed class DemoPlay(IDemoStage stage, IDemoAudience audience, Tale tale)
{
    public DemoPlay(IDemoStage stage, IDemoAudience audience) : this(stage, audience, Tale.Whole)
    {
    }

    readonly OrderedDictionary<string, DemoExport> _exports = [];
    readonly List<string> _certificates = [];
    bool _repeated = true, _genuine = true;
    int _events;

    /// <summary>Plays it; 0 where every export proved genuine, 1 where one did not, 2 where the folder's ledger refused the story.</summary>
    public async Task<int> Play(string folder, CancellationToken cancel)
    {
        var key = await stage.Key(cancel);
        audience.Opened(folder, key);
        foreach (var chapter in tale.Chapters)
            if (!await Tell(chapter, cancel)) return 2;
        stage.MoveTo(tale.End);
        if (_repeated) audience.Repeated(_events);
        audience.Remains([.. (await stage.Duties(cancel)).Where(tale.Remains)], [.. (await stage.Findings(cancel)).Where(finding => !(tale.GoesOn && finding.Answered))]);
        foreach (var wish in tale.Wishes) await Export(wish, cancel);
        foreach (var chapter in tale.Later)
            if (!await Tell(chapter, cancel)) return 2;
        if (!_repeated && tale.Later.Count > 0) await LookBack(cancel);
        audience.Ended(key, [.. _exports.Values], _certificates, _genuine);
        if (tale.GoesOn && await stage.OfficerKey(cancel) is { } officer) audience.Signs(folder, officer);
        return _genuine ? 0 : 1;
    }

    /// <summary>
    /// What was taken out in the year still is what it was. But for the trail that shows Anna's proof in the clear: a copy is to go when what it shows goes, so
    /// the trail of who she is now takes its place.
    /// </summary>
    async Task LookBack(CancellationToken cancel)
    {
        List<(string, DemoVerdict)> checks = [];
        foreach (var file in _exports.Values.Select(export => export.Bundle).Concat(_certificates))
        {
            var verdict = await stage.Verify(file, withKey: true, cancel);
            checks.Add((file, verdict));
            _genuine &= verdict.Genuine;
        }
        audience.StillThere(checks);
        await Export(tale.Wishes[0], cancel);
    }

    async Task<bool> Tell(Chapter chapter, CancellationToken cancel)
    {
        var begun = false;
        foreach (var step in chapter.Steps)
        {
            stage.MoveTo(step.At);
            if (await stage.Holds(step.Published(), cancel))
            {
                // A step that was there already says nothing new; one that was cut off is told from where it goes on.
                _events += step.Events.Count;
                continue;
            }
            var published = await stage.Publish(step.Published(), cancel);
            if (published.Refusal is { } refusal)
            {
                audience.Refused(step, refusal);
                return false;
            }
            _events += published.Value.Count;
            _repeated = false;
            if (step.Aside) continue;
            if (!begun) audience.Began(chapter);
            begun = true;
            audience.Published(step, published.Value);
            await Look(step.Look, published.Value, cancel);
        }
        return true;
    }

    async Task Look(StoryLook? look, IReadOnlyList<Receipt> receipts, CancellationToken cancel)
    {
        var indexes = receipts.Select(receipt => receipt.Index).ToHashSet();
        switch (look)
        {
            case LookMay may: audience.Answered(may, await stage.May(may.Question, cancel)); break;
            case LookPerson person: Show(person.UserId, await stage.Person(person.UserId, cancel)); break;
            case LookAct act: audience.Drawn(await stage.Draw(act.Act, cancel)); break;
            case LookActEnded ended:
                await stage.End(ended.Act, cancel);
                audience.ActEnded(ended.Act);
                break;
            case LookCertificate certified: await Certify(certified.UserId, cancel); break;
            case LookFindings: audience.Found([.. (await stage.Findings(cancel)).Where(finding => indexes.Contains(finding.Index))]); break;
            case LookAnswered answered:
                await Answer(answered, indexes, cancel);
                break;
            case LookDuties: audience.Due([.. (await stage.Duties(cancel)).Where(duty => indexes.Contains(duty.OpenedBy))]); break;
            default: break;
        }
    }

    async Task Answer(LookAnswered look, HashSet<long> indexes, CancellationToken cancel)
    {
        var found = (await stage.Findings(cancel)).Where(finding => look.Code is null ? !finding.Answered : indexes.Contains(finding.Index)).ToList();
        audience.Found(found);
        foreach (var finding in found.Where(finding => look.Code is null || finding.Code == look.Code))
        {
            await stage.Answer(finding, look.Accepted, look.Said, cancel);
            audience.Answered(finding, look.Accepted);
        }
    }

    void Show(string userId, DemoFile? file)
    {
        if (file is null) audience.Unknown(userId);
        else audience.Opened(file);
    }

    async Task Certify(string userId, CancellationToken cancel)
    {
        var certificate = await stage.Certify(userId, cancel);
        _certificates.Add(certificate.File);
        _genuine &= certificate.Verdict.Genuine;
        audience.Certified(certificate);
    }

    async Task Export(DemoWish wish, CancellationToken cancel)
    {
        var export = await stage.Export(wish, cancel);
        var (known, unknown) = (await stage.Verify(export.Bundle, withKey: true, cancel), await stage.Verify(export.Bundle, withKey: false, cancel));
        audience.Exported(export, known, unknown);
        _exports[wish.Name] = export;
        _genuine &= known.Genuine;
    }
}
