using Baznas.Bmd.Domain.Money;
using Baznas.Bmd.Web.Features.Reports;
using Baznas.Bmd.Web.Features.Reports.Files;

namespace Baznas.Bmd.Web.Tests.Reports;

/// <summary>What a large file takes of the machine. Whatever else runs meanwhile would be counted too, so nothing does.</summary>
[NonParallelizable]
public sealed class ReportMemoryTests
{
    [Test]
    public void A_workbook_of_a_hundred_thousand_rows_is_written_in_bounded_memory()
    {
        var rows = Enumerable.Range(1, 100_000).ToList();
        var content = new ReportContent(
            "huge",
            "reports.journal",
            ReportPeriod.On(new DateOnly(2026, 3, 4)),
            ReportSheet
                .Of(rows)
                .Text("loan", "reports.loan", no => $"MJK-2026-{no}")
                .Date("date", "reports.date", no => new DateOnly(2026, 1, 1))
                .Money("amount", "field.amount", no => new Rupiah(no))
                .Summed()
        );
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var sink = new CountingStream(() => GC.GetTotalMemory(forceFullCollection: true));
        XlsxFile.Write(sink, content, new ReportHead { Office = "BMD Uji" });

        Assert.Multiple(() =>
        {
            Assert.That(sink.Bytes, Is.GreaterThan(500_000));
            Assert.That(sink.MostMemory - before, Is.LessThan(8 * 1024 * 1024), "Nothing of it is piled up.");
        });
    }

    /// <summary>Keeps nothing, and looks at the memory in use now and then.</summary>
    private sealed class CountingStream(Func<long> memory) : Stream
    {
        private int _writes;

        public long Bytes { get; private set; }

        public long MostMemory { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => Bytes;

        public override long Position
        {
            get => Bytes;
            set => throw new NotSupportedException();
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Bytes += count;
            if (_writes++ % 25 == 0)
            {
                MostMemory = Math.Max(MostMemory, memory());
            }
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
