using System.Net;
using GovLiaison.Dispatch;
using GovLiaison.Posts;
using GovLiaison.Testing;
using GovLiaison.Web.Tests.Bare;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Officer;

/// <summary>Households an officer tells, walks to and marks.</summary>
public sealed class OfficerHouseholdsTests : PhonePages
{
    [Fact]
    public async Task Households_AreMarkedInTheOwnVillage_AndNowhereElse()
    {
        using var phone = await Host.EnteredAsync();
        var foreign = await Host.RecipientAsync(Host.OtherHome);

        var page = await phone.GetStringAsync("/o/households", Token);
        var action = PhoneForms.Address(page, "/o/mark");
        using var marked = await phone.SubmitAsync(action, page, ("mark", "visited"));
        using var outside = await phone.SubmitAsync($"/o/mark?household={foreign.ListedHouseholdId}", page, ("mark", "visited"));
        using var unknown = await phone.SubmitAsync("/o/mark?household=1", page, ("mark", "told"));

        Assert.Contains("李秀兰", page, StringComparison.Ordinal);
        Assert.Contains($"tel:{PagesHost.ResidentPhone}", page, StringComparison.Ordinal);
        Assert.Contains("独居老人", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, marked.StatusCode);
        Assert.StartsWith("/o/households?show=untold", marked.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (outside.StatusCode, unknown.StatusCode));
        var receipt = Assert.Single(await Host.ReceiptsAsync());
        Assert.Equal((ReceiptKinds.ToldInPerson, "officer", Host.Officer.PersonId), (receipt.Kind, receipt.Through, receipt.ByPersonId));
        Assert.Contains("PeopleSeen", await Host.Database.ActsAsync());
    }

    [Fact]
    public async Task Walk_ShowsDoorsWithoutAPhone_AndShareTheTextToCopy()
    {
        using var phone = await Host.EnteredAsync();

        var walk = await phone.GetStringAsync("/o/walk", Token);
        var share = await phone.GetStringAsync("/o/share", Token);
        using var told = await phone.SubmitAsync(PhoneForms.Address(share, "/o/mark"), share, ("mark", "told-in-group"));
        var after = await phone.GetStringAsync("/o/share", Token);

        Assert.Contains("王没电话", walk, StringComparison.Ordinal);
        Assert.Contains("走了 0 户，还有 1 户", walk, StringComparison.Ordinal);
        Assert.Contains("/v/" + TestTree.Village, share, StringComparison.Ordinal);
        Assert.Equal("/o/share", told.Headers.Location?.OriginalString);
        Assert.Contains("22:00 已发群", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Share_OfAnOfficerWithTwoVillages_ShowsBoth()
    {
        var other = await Host.Database.Data.DivisionIdAsync(TestTree.OtherVillage);
        await Host.Database.WriteAsync(async db =>
        {
            var post = await db.Posts.AsNoTracking().FirstAsync(row => row.PersonId == Host.Officer.PersonId);
            db.Posts.Add(new Post { Id = Guid.CreateVersion7(), PersonId = post.PersonId, DivisionId = other, Role = post.Role, Rank = 1, From = post.From });
        });
        using var phone = await Host.EnteredAsync();

        var share = await phone.GetStringAsync("/o/share", Token);

        Assert.Contains("/v/" + TestTree.Village, share, StringComparison.Ordinal);
        Assert.Contains("/v/" + TestTree.OtherVillage, share, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OfAHousehold_StandsOnTheOfficersPages()
    {
        using var resident = Host.Phone();
        await resident.SubmitAsync(await Host.ResidentLinkAsync(Host.Home), "", ("answer", "help"), ("note", "没有柴火"));
        using var phone = await Host.EnteredAsync();

        var now = await phone.GetStringAsync("/o", Token);
        var list = await phone.GetStringAsync("/o/households?show=help", Token);

        Assert.Contains("1 组 刚刚", now, StringComparison.Ordinal);
        Assert.Contains("没有柴火", list, StringComparison.Ordinal);
        Assert.DoesNotContain("王没电话", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OnceTheAlertIsLifted_StaysUntilItIsClosed()
    {
        using var resident = Host.Phone();
        await resident.SubmitAsync(await Host.ResidentLinkAsync(Host.Home), "", ("answer", "help"), ("note", "没有柴火"));
        using var phone = await Host.EnteredAsync();
        await Host.LiftAsync();

        var now = await phone.GetStringAsync("/o", Token);
        var list = await phone.GetStringAsync("/o/households?show=help", Token);
        using var visited = await phone.SubmitAsync(PhoneForms.Address(list, "/o/mark"), list, ("mark", "visited"));
        var help = Host.Database.Get<HelpService>();
        var listed = await Host.Database.ReadAsync(db => db.ListedHouseholds.Where(row => row.HelpAskedAt != null).Select(row => row.Id).SingleAsync());
        await help.TakeAsync(listed, Host.Author, Token);
        await help.CloseAsync(listed, Host.Author, Token);
        var after = await phone.GetStringAsync("/o/households?show=help", Token);

        Assert.Contains("1 组 刚刚", now, StringComparison.Ordinal);
        Assert.Contains("没有柴火", list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, visited.StatusCode);
        Assert.DoesNotContain("没有柴火", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Marks_OfAPhoneThatIsGoneBeforeTheAnswer_AreKept()
    {
        using var phone = await Host.EnteredAsync();
        var page = await phone.GetStringAsync("/o/households", Token);
        phone.DefaultRequestHeaders.Add(HangUp.Header, "1");

        await Assert.ThrowsAnyAsync<HttpRequestException>(async () => await phone.SubmitAsync(PhoneForms.Address(page, "/o/mark"), page, ("mark", "visited")));
        await Host.HangUp.Done;

        Assert.Equal(ReceiptKinds.ToldInPerson, Assert.Single(await Host.ReceiptsAsync()).Kind);
    }
}
