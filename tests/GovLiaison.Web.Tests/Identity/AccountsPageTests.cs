using Bunit;
using GovLiaison.Identity;
using GovLiaison.Posts;
using GovLiaison.Testing;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Tests.Reach;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Identity;

public sealed class AccountsPageTests : TrackPages
{
    [Fact]
    public async Task Unlock_OfALockedAccount_LetsThePersonInAgain()
    {
        var scene = await SeatedAsync(Roles.SystemAdministrator, TestTree.Province, isSigned: false);
        var until = scene.Database.Clock.GetUtcNow().UtcDateTime.AddMinutes(10);
        var opened = (await scene.Database.Get<AccountService>().OpenAsync(GovLiaison.Common.Actor.Operator("test"), new OpenAccount("王芳", null, "wang.fang", "kV7-moss-lamp"), TrackScene.Token)).Value;
        await scene.Database.WriteAsync(db => db.StaffAccounts.Where(row => row.Id == opened.AccountId).ExecuteUpdateAsync(set => set.SetProperty(row => row.LockedUntil, until)));
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var page = Render<AccountsPage>();
        Assert.Contains("锁到", page.Find("[data-login='wang.fang']").TextContent, StringComparison.Ordinal);

        var unlocking = page.Find("[data-login='wang.fang'] button").ClickAsync(new());
        await dialogs.WaitForElement(".mud-dialog .gl-btn-danger").ClickAsync(new());
        await unlocking;

        page.WaitForAssertion(() => Assert.Contains("在用", page.Find("[data-login='wang.fang']").TextContent, StringComparison.Ordinal));
        Assert.Null(await scene.Database.ReadAsync(db => db.StaffAccounts.Where(row => row.Id == opened.AccountId).Select(row => row.LockedUntil).SingleAsync()));
        Assert.Equal("AccountUnlocked", (await scene.Database.ActsAsync())[^1]);
    }

    [Fact]
    public async Task Enable_OfADisabledAccount_LetsThePersonInAgain()
    {
        var scene = await SeatedAsync(Roles.SystemAdministrator, TestTree.Province, isSigned: false);
        var opened = (await scene.Database.Get<AccountService>().OpenAsync(GovLiaison.Common.Actor.Operator("test"), new OpenAccount("王芳", null, "wang.fang", "kV7-moss-lamp"), TrackScene.Token)).Value;
        await scene.Database.Get<AccountService>().DisableAsync(GovLiaison.Common.Actor.Operator("test"), opened.AccountId, TrackScene.Token);
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var page = Render<AccountsPage>();

        var enabling = page.Find("[data-login='wang.fang'] [data-act=enable]").ClickAsync(new());
        await dialogs.WaitForElement(".mud-dialog .gl-btn-danger").ClickAsync(new());
        await enabling;

        page.WaitForAssertion(() => Assert.Contains("在用", page.Find("[data-login='wang.fang']").TextContent, StringComparison.Ordinal));
        Assert.Equal("AccountEnabled", (await scene.Database.ActsAsync())[^1]);
    }

    [Theory]
    [InlineData("/accounts", 50, "121")]
    [InlineData("/accounts?skip=100", 21, "121")]
    [InlineData("/accounts?skip=5000", 21, "121")]
    [InlineData("/accounts?find=clerk_00", 10, "10")]
    [InlineData("/accounts?find=clerk_00&shut=1", 1, "1")]
    [InlineData("/accounts?find=nobody", 0, "0")]
    public async Task Accounts_OfAWholeProvince_AreOnePageOfTheTrueCount(string address, int rows, string total)
    {
        var scene = await SeatedAsync(Roles.SystemAdministrator, TestTree.Province, isSigned: false);
        await scene.Database.WriteAsync(db =>
        {
            var now = scene.Database.Clock.GetUtcNow().UtcDateTime;
            for (var n = 0; n < 120; n++)
            {
                var person = new Person { Id = Guid.CreateVersion7(), NameCipher = [1], PhoneCipher = null, CreatedAt = now };
                db.Persons.Add(person);
                db.StaffAccounts.Add(new StaffAccount
                {
                    Id = Guid.CreateVersion7(), PersonId = person.Id, Login = $"clerk_{n:000}", PasswordHash = "-", Stamp = "1", IsDisabled = n == 7, CreatedAt = now,
                });
            }
            return Task.CompletedTask;
        });
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);

        var page = Render<AccountsPage>();

        Assert.Equal(rows, page.FindAll("[data-list=accounts] tbody tr").Count);
        Assert.Contains("121 个账号", page.Find(".gl-lead").TextContent, StringComparison.Ordinal);
        Assert.Contains(total, page.Find(".gl-head").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_OfAPhone_TakesItOffTheList()
    {
        var scene = await SeatedAsync(Roles.SystemAdministrator, TestTree.Province, isSigned: false);
        var officer = await scene.Database.ReadAsync(db => db.Posts.Where(row => row.Role == Roles.VillageOfficer).Select(row => row.PersonId).FirstAsync());
        await scene.Database.Get<DeviceService>().BindAsync("officer", 1, officer, TrackScene.Token);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/accounts?at=" + TestTree.County);
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var page = Render<AccountsPage>();

        var revoking = page.Find("[data-list=phones] tbody button").ClickAsync(new());
        await dialogs.WaitForElement(".mud-dialog .gl-btn-danger").ClickAsync(new());
        await revoking;

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-list=phones]")));
        Assert.Equal("DeviceRevoked", (await scene.Database.ActsAsync())[^1]);
    }

    [Theory]
    [InlineData(Roles.SecurityAdministrator)]
    [InlineData(Roles.AuditAdministrator)]
    [InlineData(Roles.DutyLeader)]
    public async Task Accounts_ForAnybodyElse_AreNotThere(string role)
    {
        await SeatedAsync(role, TestTree.Province, isSigned: false);

        Assert.Empty(Render<AccountsPage>().FindAll("[data-list=accounts]"));
    }
}
