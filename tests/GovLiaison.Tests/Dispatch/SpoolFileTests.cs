using System.Text;
using GovLiaison.Dispatch;

namespace GovLiaison.Tests.Dispatch;

/// <summary>What was once on the disk is found again, whatever a crash tore.</summary>
public sealed class SpoolFileTests : IDisposable
{
    private const int Size = 64 * 1024;

    private readonly string _folder = Directory.CreateTempSubdirectory("govliaison-spool-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "answers");

    [Fact]
    public void Append_ThenOpenedAgain_IsFoundInOrder()
    {
        using (var spool = SpoolFile.Open(Path, Size))
        {
            Assert.True(spool.Append([Bytes("one"), Bytes("two")]));
            Assert.True(spool.Append([Bytes("three")]));
            spool.Remove(1);
        }

        using var again = SpoolFile.Open(Path, Size);

        Assert.Equal(["two", "three"], Words(again));
        Assert.Equal(2, again.Count);
    }

    [Fact]
    public void Open_AfterTheLastRecordWasTornAnywhere_KeepsThoseBefore()
    {
        using (var spool = SpoolFile.Open(Path, Size)) spool.Append([Bytes("one"), Bytes("two"), Bytes("the last one")]);
        var whole = File.ReadAllBytes(Path);
        var last = whole.AsSpan().IndexOf(Bytes("the last one"));
        var end = last + "the last one".Length;

        for (var cut = last - 16; cut < end; cut++)
        {
            var torn = whole.ToArray();
            torn.AsSpan(cut, end - cut).Clear();
            File.WriteAllBytes(Path, torn);
            using var spool = SpoolFile.Open(Path, Size);
            Assert.Equal(["one", "two"], Words(spool));
            Assert.True(spool.Append([Bytes("next")]));
            Assert.Equal(["one", "two", "next"], Words(spool));
        }
    }

    [Fact]
    public void Append_ThatDoesNotFit_KeepsNoneOfThem()
    {
        using var spool = SpoolFile.Open(Path, Size);
        var large = new byte[30_000];
        Assert.True(spool.Append([large]));

        Assert.False(spool.Append([Bytes("small"), large, large]));

        Assert.Equal(1, spool.Count);
        Assert.True(spool.Append([Bytes("small")]));
        Assert.Equal(Size, new FileInfo(Path).Length);
    }

    [Fact]
    public void Remove_TheLast_BeginsAnewAndOldRecordsStayForgotten()
    {
        using (var spool = SpoolFile.Open(Path, Size))
        {
            spool.Append([Bytes("same length 1"), Bytes("same length 2"), Bytes("same length 3")]);
            spool.Remove(3);
            Assert.Equal(0, spool.Used);
            spool.Append([Bytes("same length 4")]);
        }

        using var again = SpoolFile.Open(Path, Size);

        Assert.Equal(["same length 4"], Words(again));
    }

    [Fact]
    public void Open_WithOneHeadTorn_UsesTheOther()
    {
        foreach (var head in new[] { 0, 512 })
        {
            File.Delete(Path);
            using (var spool = SpoolFile.Open(Path, Size)) spool.Append([Bytes("kept")]);
            // a head is torn while it is being written: the other one says the same as before
            using (var spool = SpoolFile.Open(Path, Size)) Assert.Equal(1, spool.Count);
            var bytes = File.ReadAllBytes(Path);
            bytes[head + 20] ^= 0xff;
            File.WriteAllBytes(Path, bytes);

            using var again = SpoolFile.Open(Path, Size);

            Assert.Equal(["kept"], Words(again));
        }
    }

    [Fact]
    public void Open_OfAForeignFile_IsRefused()
    {
        File.WriteAllText(Path, "somebody's own file");

        Assert.IsType<IOException>(Record.Exception(() => SpoolFile.Open(Path, Size)));
    }

    [Fact]
    public void Open_WhileAnotherHoldsIt_IsRefused()
    {
        using var first = SpoolFile.Open(Path, Size);

        Assert.IsType<IOException>(Record.Exception(() => SpoolFile.Open(Path, Size)), exactMatch: false);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static IEnumerable<string> Words(SpoolFile spool) => spool.Peek(100).Select(Encoding.UTF8.GetString);
}
