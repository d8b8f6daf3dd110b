using Ledger.Findings;
using Ledger.Incidents;
using Ledger.Persons;
using Ledger.Sealing;

namespace Ledger.Tests.Deciders;

public sealed class IncidentFileTests
{
    static readonly DateTimeOffset Noon = Given<IncidentFile, IncidentEvent>.Noon;
    static readonly IncidentReported Reported = new("1", Noon, DetectedBy.Person, Noon, "stolen-credentials", ["login"], true);
    static readonly IncidentRegulatorNotified Primary = new("1", NoticeStage.Primary, "100");
    static readonly IncidentRegulatorNotified Additional = new("1", NoticeStage.Additional, "101");
    static readonly IncidentInvestigated Investigated = new("1", "order-3", PersonalValue.Of("пароль подобран"), []);

    [Test]
    public void An_incident_that_nobody_reported_has_no_notices()
    {
        After().When(Primary).ThenRefused(IncidentFile.IncidentUnknown, "$.data.incident");
        After().When(Investigated).ThenRefused(IncidentFile.IncidentUnknown);
    }

    [Test]
    public void Clauses_3_5_and_3_6_the_regulator_is_told_in_two_stages()
    {
        After(Reported).When(Primary).ThenItHappens();
        After(Reported, Primary).When(Additional).ThenItHappens();
        After(Reported).When(Additional).ThenRefused(IncidentFile.PrimaryNoticeFirst, "$.data.stage");
        After(Reported, Primary).When(Primary).ThenRefused(IncidentFile.NoticeSentAlready);
        After(Reported, Primary, Additional).When(Additional).ThenRefused(IncidentFile.NoticeSentAlready);
    }

    [Test]
    public void An_investigation_ends_once()
    {
        After(Reported).When(Investigated).ThenItHappens();
        After(Reported, Investigated).When(Investigated).ThenRefused(IncidentFile.InvestigatedAlready);
        After(Reported, Investigated).When(Primary).ThenItHappens();
    }

    [Test]
    public void Each_authority_is_told_by_itself()
    {
        var (ru, eu) = (Primary with { Under = Regime.Ru }, Primary with { Under = Regime.Eu });
        After(Reported, ru).When(eu).ThenItHappens();
        After(Reported, ru).When(ru).ThenRefused(IncidentFile.NoticeSentAlready);
        After(Reported, eu).When(Additional with { Under = Regime.Ru }).ThenRefused(IncidentFile.PrimaryNoticeFirst);
        After(Reported, ru).When(Primary).ThenItHappens();
        After(Reported, ru, eu).When(Primary).ThenRefused(IncidentFile.NoticeSentAlready);
    }

    static Given<IncidentFile, IncidentEvent> After(params IncidentEvent[] happened) => new(happened);
}

public sealed class FindingFileTests
{
    static readonly FindingExplained Explained = new("f-1", PersonalValue.Of("ушло до отказа"));
    static readonly FindingAccepted Accepted = new("f-1", PersonalValue.Of("разовый сбой"), "officer");

    [Test]
    public void A_finding_is_explained_as_often_as_needed_until_it_is_accepted()
    {
        After().When(Explained).ThenItHappens();
        After(Explained).When(Explained).ThenItHappens();
        After(Explained).When(Accepted).ThenItHappens();
        After(Explained, Accepted).When(Explained).ThenRefused(FindingFile.FindingIsAccepted, "$.data.finding");
        After(Explained, Accepted).When(Explained with { Finding = "f-2" }).ThenItHappens();
    }

    [Test]
    public void Nobody_accepts_a_risk_in_anothers_name() =>
        After().When(Accepted with { AcceptedBy = "director" }).ThenRefused(FindingFile.AcceptedByAnother, "$.data.acceptedBy");

    [Test]
    public void To_accept_twice_is_nothing_new() => After(Accepted).When(Accepted).ThenNothing();

    static Given<FindingFile, FindingEvent> After(params FindingEvent[] happened) => new(happened);
}
