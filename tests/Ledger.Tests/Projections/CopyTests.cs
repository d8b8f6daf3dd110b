using Ledger.Persons;
using Ledger.Projections;
using Ledger.Registers;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>Systems that hold a copy of another's data must report, too.</summary>
public sealed class CopyTests
{
    [Test]
    public void A_duty_waits_for_every_copy_and_each_report_closes_its_own()
    {
        var story = Copied(Copy("replica", "crm"), Copy("warehouse", "replica", "billing")).Person(Collected()).Person(Withdrawn());
        Assert.That(Only(story).Waits, Is.EqualTo(["email@crm", "email@replica", "email@warehouse"]));
        Assert.That(Only(story.Person(Destroyed("warehouse", "email"))).Waits, Is.EqualTo(["email@crm", "email@replica"]));
        Assert.That(Only(story.Person(Destroyed("crm", "email"))).Waits, Is.EqualTo(["email@replica"]), "the source does not speak for its copy");
        Assert.That(Only(story.Person(Destroyed("replica", "email"))).IsOpen, Is.False);
    }

    [Test]
    public void Copies_in_a_circle_end()
    {
        var story = Copied(Copy("a", "b", "crm"), Copy("b", "a"), Copy("crm", "b", "crm")).Person(Collected()).Person(Withdrawn());
        Assert.That(Only(story).Waits, Is.EqualTo(["email@a", "email@b", "email@crm"]));
    }

    [Test]
    public void A_copy_without_the_category_holds_none_and_passes_none_on()
    {
        var story = Copied(Copy("names", "crm") with { Categories = ["name"] }, Copy("tape", "names")).Person(Collected("email", "name")).Person(Withdrawn());
        Assert.That(Only(story).Waits, Is.EqualTo(["email@crm", "name@crm", "name@names", "name@tape"]));
    }

    [Test]
    public void A_copy_out_of_use_is_not_waited_for_but_what_went_through_it_is()
    {
        var story = Copied(Copy("replica", "crm"), Copy("tape", "replica")).Registers(new SystemRetired("replica", "replaced")).Person(Collected()).Person(Withdrawn());
        Assert.That(Only(story).Waits, Is.EqualTo(["email@crm", "email@tape"]));
    }

    [Test]
    public void A_system_that_copies_no_more_is_not_waited_for()
    {
        var story = Copied(Copy("replica", "crm"), Copy("replica")).Person(Collected()).Person(Withdrawn());
        Assert.That(Only(story).Waits, Is.EqualTo(["email@crm"]));
    }

    [Test]
    public void A_copys_report_for_one_purpose_does_not_answer_a_duty_about_all()
    {
        var story = Copied(Copy("replica", "crm")).Person(Collected()).Person(Withdrawn())
            .Person(Destroyed("replica", "email") with { Purposes = ["service"] });
        Assert.That(Only(story).Waits, Is.EqualTo(["email@crm", "email@replica"]));
        story = Copied(Copy("replica", "crm")).Person(Collected()).Person(Withdrawn("service"))
            .Person(Destroyed("replica", "email") with { Purposes = ["service"] });
        Assert.That(Only(story).Waits, Is.EqualTo(["email@crm"]));
    }

    [Test]
    public void What_stays_at_its_source_stays_in_its_copies_and_what_goes_there_goes()
    {
        var story = Copied(Copy("replica", "crm"), Copy("tape", "billing")).Person(Collected())
            .Person(Collected() with { System = "billing", Purposes = ["offers"] }).Person(Withdrawn());
        Assert.That(Only(story).Waits, Is.EqualTo(["email@billing", "email@crm", "email@replica", "email@tape"]));
        Assert.That(Only(story.Person(new Consents.ProcessingContinued([Continues("email", "service")]))).Waits, Is.EqualTo(["email@billing", "email@tape"]));
    }

    [Test]
    public void Data_put_right_at_its_source_is_put_right_in_its_copies()
    {
        var story = Copied(Copy("replica", "crm")).Person(Collected()).Person(new DataBlocked(["email"], BlockReason.Inaccuracy));
        Assert.That(Only(story).Waits, Is.EqualTo(["email@crm"]));
    }

    [Test]
    public async Task Rows_folded_live_and_a_file_read_off_the_journal_wait_for_the_same_copies()
    {
        var story = Copied(Copy("replica", "crm")).Person(Collected()).Person(Withdrawn()).Registers(Copy("later", "crm"));
        var rows = await ProjectorTests.Folded(story);
        var file = await new PersonFiles(await story.Journal()).Read(Story.Anna, null, null, default);
        Assert.That((await rows.Find<PersonRow>(Story.Anna, default))!.Read().Duties.Single().Waits, Is.EqualTo(["email@crm", "email@replica"]));
        Assert.That(file!.State.Duties.Single().Waits, Is.EqualTo(["email@crm", "email@replica"]), "a copy registered later is not waited for by a duty already open");
    }

    static Story Copied(params SystemRegistered[] copies) => copies.Aggregate(Story.Begin(), (story, copy) => story.Registers(copy));

    static SystemRegistered Copy(string system, params string[] of) => new(system, system, "RU", true, [], [], of);

    static Duty Only(Story story) => story.State().Duties.Single(d => d.Terms.Rule is "WDR-01" or "RECT-01");
}
